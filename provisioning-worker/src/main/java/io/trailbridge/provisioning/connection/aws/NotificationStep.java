package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.provisioning.connection.domain.Fault;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Verdict.GiveUp;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;

/** Our entry in the bucket's notification, among those of others. */
final class NotificationStep {
  private final Target target;
  private final Notifications notifications;

  NotificationStep(Target target) {
    this.target = target;
    this.notifications =
        new Notifications(target.session(), target.place().bucket(), target.owner());
  }

  /**
   * Adds what is missing.
   *
   * @param nobodyYet the bucket was made just now, so that nobody can be notified
   */
  void run(boolean nobodyYet) {
    TopicConfiguration wanted = wanted();
    if (nobodyYet) {
      notifications.writeFirst(wanted);
    } else {
      NotificationConfiguration found = notifications.read();
      if (!Notifications.holds(found, wanted)) {
        Notifications.conflicting(found, wanted).ifPresent(this::refuse);
        notifications.write(Notifications.with(found, wanted), wanted);
      }
    }
    target.inventory().ours(ResourceKind.NOTIFICATION, target.place().bucket());
  }

  private void refuse(String receiver) {
    Fault conflict =
        new Fault(
            "s3:GetBucketNotification",
            target.place().bucket().value(),
            FindingCode.NOTIFICATION_CONFLICT.name(),
            0,
            "");
    throw new Refusal(
        new GiveUp(
            FindingCode.NOTIFICATION_CONFLICT.about(
                conflict.resource(), "Notified now: " + receiver)),
        conflict);
  }

  /** Whether our entry is there. */
  boolean holds() {
    return Notifications.holds(notifications.read(), wanted());
  }

  private TopicConfiguration wanted() {
    return Notifications.entry(
        target.name(), target.place().topic().value(), target.place().logFiles());
  }
}
