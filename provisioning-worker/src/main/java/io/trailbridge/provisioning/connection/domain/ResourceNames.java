package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.provisioning.ConnectionSpec;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;

/**
 * The names and ARNs of what is ours, all made from the connection's id: whoever comes later, after
 * a crash or a rebalance, finds the same resources without being told.
 */
public record ResourceNames(
    ConnectionId connection, Partition partition, AccountId account, AwsRegion region) {

  /** The names in the account and region of a wish. */
  public static ResourceNames of(ConnectionId connection, ConnectionSpec spec) {
    return new ResourceNames(connection, spec.partition(), spec.accountId(), spec.region());
  }

  /**
   * Bucket, topic, trail, queue, function and log group bear this one name, and so does our entry
   * in a notification.
   */
  public String name() {
    return "trailbridge-" + connection.hex();
  }

  public Arn bucketArn() {
    return bucketArn(name());
  }

  /** The ARN of any bucket of the partition. */
  public Arn bucketArn(String bucket) {
    return Arn.of(partition, "s3", "", "", bucket);
  }

  public Arn topicArn() {
    return Arn.of(partition, "sns", region.value(), account.value(), name());
  }

  public Arn trailArn() {
    return trailArn(account);
  }

  /** The trail where it lives in another account: an organization's in the management account. */
  public Arn trailArn(AccountId home) {
    return Arn.of(partition, "cloudtrail", region.value(), home.value(), "trail/" + name());
  }

  public Arn queueArn() {
    return Arn.of(partition, "sqs", region.value(), account.value(), name());
  }

  public Arn functionArn() {
    return Arn.of(partition, "lambda", region.value(), account.value(), "function:" + name());
  }

  public Arn logGroupArn() {
    return Arn.of(partition, "logs", region.value(), account.value(), "log-group:" + name());
  }

  /** A Sid of our own, so that statements are merged and taken out without touching others. */
  public String sid(String purpose) {
    return "Trailbridge" + purpose + connection.hex();
  }
}
