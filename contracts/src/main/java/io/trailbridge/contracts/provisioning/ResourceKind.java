package io.trailbridge.contracts.provisioning;

/** The kinds of resources in an inventory. */
public enum ResourceKind {
  BUCKET,
  TOPIC,
  /** Our entry in the bucket's notification; its ARN is the bucket's. */
  NOTIFICATION,
  TRAIL,
  SUBSCRIPTION,
  QUEUE,
  FUNCTION,
  LOG_GROUP,
  ROLE
}
