package io.trailbridge.testbed.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The IAM roles of all accounts, as moto keeps them. */
final class Roles {
  /** A role with the policy that says who may assume it. */
  record Role(String arn, String name, String id, String trustPolicy, int maxSessionSeconds) {}

  private final Moto moto;

  Roles(Moto moto) {
    this.moto = moto;
  }

  /** The role with exactly this ARN, path included; moto by itself looks at the name only. */
  Optional<Role> find(String roleArn) {
    Arn arn = Arn.parse(roleArn, "RoleArn");
    String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
    Reply reply =
        moto.query(
            arn.account(), "us-east-1", "iam", Map.of("Action", "GetRole", "RoleName", name));
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
