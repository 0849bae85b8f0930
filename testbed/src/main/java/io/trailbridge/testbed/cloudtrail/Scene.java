package io.trailbridge.testbed.cloudtrail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where and when the events of one file happen, and who is about: callers repeat within a file, as
 * in life.
 */
final class Scene {
  final AccountWorld account;
  final String region;
  final Instant windowStart;
  final Chance chance;
  private final List<String> callers = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  Scene(AccountWorld account, String region, Instant windowStart, Chance chance, int events) {
    this.account = account;
    this.region = region;
    this.windowStart = windowStart;
    this.chance = chance;
    for (int i = 0; i < 24; i++) {
      addresses.add(newAddress(i));
    }
    Callers maker = new Callers(this);
    for (int i = 0; i < Math.min(60, 6 + events / 60); i++) {
      callers.add(maker.caller(i));
    }
  }

  private String newAddress(int index) {
    if (index % 8 == 7) {
      return "2a05:d018:%s:%s::%s"
          .formatted(
              chance.text(Chance.HEX, 4), chance.text(Chance.HEX, 4), chance.text(Chance.HEX, 3));
    }
    String network =
        switch (index % 3) {
          case 0 -> "10.12";
          case 1 -> "52.19";
          default -> "203.0";
        };
    return network + "." + chance.below(256) + "." + chance.between(1, 255);
  }

  /** A userIdentity object. */
  String caller() {
    return chance.oneOf(callers);
  }

  String address() {
    return chance.oneOf(addresses);
  }

  String agent() {
    return chance.oneOf(Acme.AGENTS);
  }

  Instant moment() {
    return windowStart.plusSeconds(chance.below(300));
  }

  String keyArn() {
    return "arn:aws:kms:%s:%s:key/%s"
        .formatted(region, account.id, account.keys.get(chance.below(6)));
  }

  String bucket() {
    return chance.oneOf(account.buckets);
  }

  String function() {
    return "arn:aws:lambda:%s:%s:function:%s"
        .formatted(region, account.id, chance.oneOf(Acme.FUNCTIONS));
  }

  String role(int index) {
    return "arn:aws:iam::%s:role/%s".formatted(account.id, Acme.ROLES.get(index));
  }

  /** A service's regional host name. */
  String host(String service) {
    return service + "." + region + ".amazonaws.com";
  }
}
