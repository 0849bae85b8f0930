package io.trailbridge.integration.setup.domain;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;

/** The names and ARNs in a customer's account, all made from the connection's id. */
public record RoleNames(
    ConnectionId connection, Partition partition, AccountId account, AwsRegion region) {

  /** The one name that bucket, topic, trail, queue, function and log group bear. */
  public String name() {
    return "trailbridge-" + connection.hex();
  }

  /** The role that our worker assumes. */
  public String accessRole() {
    return name() + "-access";
  }

  /** The forwarder function's role; PUSH only. */
  public String forwarderRole() {
    return name() + "-forwarder";
  }

  /** A role's ARN. */
  public Arn roleArn(String role) {
    return Arn.of(partition, "iam", "", account.value(), "role/" + role);
  }

  Arn bucket() {
    return Arn.of(partition, "s3", "", "", name());
  }

  Arn regional(String service, String resource) {
    return Arn.of(partition, service, region.value(), account.value(), resource);
  }
}
