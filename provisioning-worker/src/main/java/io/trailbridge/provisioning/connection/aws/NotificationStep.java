package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.KeyFilter;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;

/** Our entry in the bucket's notification, among those of others. */
final class NotificationStep {
  private final Target target;
  private final Notifications notifications;

  NotificationStep(Target target) {
    this.target = target;
    this.notifications =
        new Notifications(target.session(), target.names().bucketArn(), target.owner());
  }

  void run() {
    NotificationConfiguration found = notifications.read();
    TopicConfiguration wanted = wanted();
    if (!Notifications.holds(found, wanted)) {
      if (Notifications.conflicts(found, wanted)) {
        throw Refusal.of(
            FindingCode.NOTIFICATION_CONFLICT,
            "s3:GetBucketNotification",
            target.names().bucketArn().value());
      }
      notifications.write(Notifications.with(found, wanted), wanted);
    }
    target.inventory().ours(ResourceKind.NOTIFICATION, target.names().bucketArn());
  }

  /** Whether our entry is there. */
  boolean holds() {
    return Notifications.holds(notifications.read(), wanted());
  }

  private TopicConfiguration wanted() {
    return Notifications.entry(
        target.name(), target.names().topicArn().value(), KeyFilter.logFiles(""));
  }
}
