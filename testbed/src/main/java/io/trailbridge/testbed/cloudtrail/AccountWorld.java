package io.trailbridge.testbed.cloudtrail;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What one account has: the same in all its files. */
final class AccountWorld {
  final String id;
  final String oidcProvider;
  final List<String> userIds;
  final List<String> userKeys;
  final List<String> roleIds;
  final List<String> buckets;
  final List<String> keys;
  final List<String> instances;

  AccountWorld(String id, Chance chance) {
    this.id = id;
    oidcProvider = chance.text(Chance.BASE36, 32);
    userIds = list(Acme.USERS.size(), () -> "AIDA" + chance.text(Chance.BASE32, 17));
    userKeys = list(Acme.USERS.size(), () -> "AKIA" + chance.text(Chance.BASE32, 16));
    roleIds = list(Acme.ROLES.size(), () -> "AROA" + chance.text(Chance.BASE32, 17));
    buckets = Acme.BUCKETS.stream().map(name -> name + "-" + id).toList();
    keys = list(6, chance::uuid);
    instances = list(20, () -> "i-" + chance.text(Chance.HEX, 17));
  }

  private static List<String> list(int count, Supplier<String> item) {
    return Stream.generate(item).limit(count).toList();
  }
}
