package io.trailbridge.integration.deletion.domain;

import static io.trailbridge.integration.setup.domain.ShellWord.quote;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.integration.deletion.domain.Remains.Remaining;
import io.trailbridge.integration.setup.domain.RoleNames;
import java.util.List;

/**
 * One AWS CLI command that removes something; can be pasted into bash, zsh or dash as it stands.
 * The script makes the same calls.
 *
 * @param title what it removes, in words
 */
public record RemovalCommand(String title, String command) {

  static List<RemovalCommand> of(RoleNames names, Remaining item) {
    Arn arn = item.arn();
    String resource = arn.resource();
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    String last = name.substring(name.lastIndexOf(':') + 1);
    String region =
        " --region " + quote(arn.region().isEmpty() ? names.region().value() : arn.region());
    return switch (item.kind()) {
      case SUBSCRIPTION ->
          one(
              "End our subscription",
              "aws sns unsubscribe" + region + " --subscription-arn " + quote(arn.value()));
      case FUNCTION -> function(region, last);
      case LOG_GROUP ->
          one(
              "Delete the forwarder's log group",
              "aws logs delete-log-group"
                  + region
                  + " --log-group-name "
                  + quote(resource.substring("log-group:".length())));
      case QUEUE ->
          one(
              "Delete the queue",
              "aws sqs delete-queue"
                  + region
                  + " --queue-url \"$(aws sqs get-queue-url"
                  + region
                  + " --queue-name "
                  + quote(last)
                  + " --query QueueUrl --output text)\"");
      case TRAIL ->
          one(
              "Delete the trail",
              "aws cloudtrail delete-trail"
                  + region
                  + " --name "
                  + quote(arn.account().equals(names.account().value()) ? last : arn.value()));
      case NOTIFICATION -> notification(names, last);
      case TOPIC ->
          one(
              "Delete the topic",
              "aws sns delete-topic" + region + " --topic-arn " + quote(arn.value()));
      case BUCKET ->
          one(
              "Delete the bucket with all its log files",
              "aws s3 rb --force " + quote("s3://" + last));
      case ROLE -> role(last);
    };
  }

  private static List<RemovalCommand> function(String region, String name) {
    return List.of(
        new RemovalCommand(
            "Take the queue from the forwarder function",
            "for id in $(aws lambda list-event-source-mappings"
                + region
                + " --function-name "
                + quote(name)
                + " --query 'EventSourceMappings[].UUID' --output text);"
                + " do aws lambda delete-event-source-mapping"
                + region
                + " --uuid \"$id\"; done"),
        new RemovalCommand(
            "Delete the forwarder function",
            "aws lambda delete-function" + region + " --function-name " + quote(name)));
  }

  /** AWS replaces the document as a whole: all that is not ours stays as it is. */
  private static List<RemovalCommand> notification(RoleNames names, String bucket) {
    String where =
        " --bucket " + quote(bucket) + " --expected-bucket-owner " + quote(names.account().value());
    return one(
        "Take our entry out of the bucket's notifications",
        "aws s3api put-bucket-notification-configuration"
            + where
            + " --notification-configuration \"$(aws s3api get-bucket-notification-configuration"
            + where
            + " --output json --query 'merge(@, {TopicConfigurations:"
            + " not_null(TopicConfigurations, `[]`)[?Id!=`\""
            + names.name()
            + "\"`]})')\"");
  }

  private static List<RemovalCommand> role(String role) {
    String title = role.endsWith("-access") ? "the access role" : "the forwarder's role";
    return List.of(
        new RemovalCommand(
            "Delete the policy of " + title,
            "aws iam delete-role-policy --role-name "
                + quote(role)
                + " --policy-name 'trailbridge'"),
        new RemovalCommand("Delete " + title, "aws iam delete-role --role-name " + quote(role)));
  }

  private static List<RemovalCommand> one(String title, String command) {
    return List.of(new RemovalCommand(title, command));
  }
}
