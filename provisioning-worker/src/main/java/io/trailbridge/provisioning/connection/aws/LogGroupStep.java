package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Tags.Ownership;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/** The forwarder's log group: there before it, ours, and of lines that do not stay for ever. */
final class LogGroupStep {
  private static final int DAYS = 14;

  private final Target target;
  private final CloudWatchLogsClient logs;
  private final String arn;

  LogGroupStep(Target target) {
    this.target = target;
    this.logs = target.session().logs();
    this.arn = target.names().logGroupArn().value();
  }

  /**
   * Whether it was made just now.
   *
   * @param nobodyYet the queue was made just now, so that nobody can have made the rest
   */
  boolean run(boolean nobodyYet) {
    Optional<LogGroup> found =
        target
            .session()
            .findOrMake(nobodyYet, () -> find(target.session(), target.name(), arn), this::create);
    if (found.isPresent()) {
      mustBeOurs();
    }
    target.inventory().ours(ResourceKind.LOG_GROUP, target.names().logGroupArn());
    if (found.isEmpty() || !Integer.valueOf(DAYS).equals(found.get().retentionInDays())) {
      target
          .session()
          .change(
              "logs:PutRetentionPolicy",
              arn,
              () ->
                  logs.putRetentionPolicy(
                      it -> it.logGroupName(target.name()).retentionInDays(DAYS)));
    }
    return found.isEmpty();
  }

  /** The one of exactly this name. */
  static Optional<LogGroup> find(Session session, String name, String arn) {
    return session
        .call(
            "logs:DescribeLogGroups",
            arn,
            () -> session.logs().describeLogGroups(it -> it.logGroupNamePrefix(name)).logGroups())
        .stream()
        .filter(it -> name.equals(it.logGroupName()))
        .findFirst();
  }

  private void create() {
    target
        .session()
        .change(
            "logs:CreateLogGroup",
            arn,
            () -> logs.createLogGroup(it -> it.logGroupName(target.name()).tags(target.tags())));
  }

  /** A log group is made and tagged in one call: one without our tag is not ours. */
  private void mustBeOurs() {
    Map<String, String> tags =
        target
            .session()
            .call(
                "logs:ListTagsForResource",
                arn,
                () -> logs.listTagsForResource(it -> it.resourceArn(arn)).tags());
    if (target.ownership(tags) != Ownership.OURS) {
      throw Refusal.of(FindingCode.FUNCTION_NOT_OURS, "logs:ListTagsForResource", arn);
    }
  }
}
