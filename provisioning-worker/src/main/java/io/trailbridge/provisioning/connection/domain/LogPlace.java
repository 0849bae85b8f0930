package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;

/**
 * Where a connection's log files lie, and which topic is told of them.
 *
 * @param bucket where CloudTrail writes
 * @param owner the bucket's account, which every call on it expects
 * @param keyPrefix what stands before {@code AWSLogs/}; empty for nothing
 * @param topic what the intake is subscribed to
 * @param organizations whether a trail of the customer's writes there that is an organization's
 */
public record LogPlace(
    Arn bucket, AccountId owner, String keyPrefix, Arn topic, boolean organizations) {

  /** Where everything is ours. */
  public static LogPlace ours(ResourceNames names) {
    return new LogPlace(names.bucketArn(), names.account(), "", names.topicArn(), false);
  }

  /** The keys of the log files. */
  public KeyFilter logFiles() {
    return KeyFilter.logFiles(keyPrefix);
  }

  /** The bucket with the prefix behind it, as an inventory shows what is not ours. */
  public Arn bucketAndPrefix() {
    return keyPrefix.isEmpty() ? bucket : new Arn(bucket + "/" + keyPrefix);
  }
}
