package io.trailbridge.testbed.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The IAM roles of all accounts, as moto keeps them. */
final class Roles {
  /** A role with the policy that says who may assume it. */
  record Role(String arn, String name, String id, String trustPolicy, int maxSessionSeconds) {}

  private final Moto moto;
  private final Clock clock;
  private final Map<String, Instant> made = new ConcurrentHashMap<>();

  Roles(Moto moto, Clock clock) {
    this.moto = moto;
    this.clock = clock;
  }

  /** Somebody made this role just now. */
  void made(String roleArn) {
    made.put(roleArn, Instant.now(clock));
  }

  /** Whether a role was made within this time. */
  boolean isNew(String roleArn, Duration within) {
    return made.getOrDefault(roleArn, Instant.MIN).plus(within).isAfter(Instant.now(clock));
  }

  /** The role with exactly this ARN, path included; moto by itself looks at the name only. */
  Optional<Role> find(String roleArn) {
    Arn arn = Arn.parse(roleArn, "RoleArn");
    String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
    Reply reply =
        moto.query(
            arn.account(),
            Arn.home(arn.partition()),
            "iam",
            Map.of("Action", "GetRole", "RoleName", name));
    if (!reply.ok()) {
      return Optional.empty();
    }
    String xml = reply.text();
    String policy = Xml.first(xml, "AssumeRolePolicyDocument").orElse("");
    Role role =
        new Role(
            Xml.first(xml, "Arn").orElseThrow(),
            name,
            Xml.first(xml, "RoleId").orElseThrow(),
            URLDecoder.decode(policy.replace("+", "%2B"), StandardCharsets.UTF_8),
            Integer.parseInt(Xml.first(xml, "MaxSessionDuration").orElse("3600")));
    return Optional.of(role).filter(found -> found.arn().equals(roleArn));
  }

  /** The ARN, path included, of the role with this name in the partition of a region. */
  Optional<String> arnOf(String account, String region, String name) {
    Reply reply = moto.query(account, region, "iam", Map.of("Action", "GetRole", "RoleName", name));
    return reply.ok() ? Xml.first(reply.text(), "Arn") : Optional.empty();
  }

  /** Makes a role if there is none with this name. */
  Role ensure(String account, String name, String trustPolicy) {
    moto.query(
        account,
        "us-east-1",
        "iam",
        Map.of("Action", "CreateRole", "RoleName", name, "AssumeRolePolicyDocument", trustPolicy));
    return find("arn:aws:iam::" + account + ":role/" + name).orElseThrow();
  }

  static Caller session(Role role, String sessionName) {
    Arn arn = Arn.parse(role.arn(), "RoleArn");
    return new Caller(
        arn.account(),
        "arn:%s:sts::%s:assumed-role/%s/%s"
            .formatted(arn.partition(), arn.account(), role.name(), sessionName),
        Optional.of(role.arn()),
        role.id() + ":" + sessionName);
  }
}
