package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.ResourceNames;
import java.util.Map;
import java.util.Optional;

/** Takes the forwarder's parts away: each tells its tags first, where it is there. */
final class ForwarderRemoval {
  private final Session session;
  private final ResourceNames names;

  ForwarderRemoval(Session session, ResourceNames names) {
    this.session = session;
    this.names = names;
  }

  Optional<Map<String, String>> tagsOfFunction(Arn function) {
    String arn = function.value();
    return session.find(
        "lambda:ListTags", arn, () -> session.lambda().listTags(it -> it.resource(arn)).tags());
  }

  /** With what feeds it, which outlives it otherwise. */
  void deleteFunction(Arn function) {
    unmap();
    session.remove(
        "lambda:DeleteFunction",
        function.value(),
        () -> session.lambda().deleteFunction(it -> it.functionName(function.value())));
  }

  /** Takes the queue from the function. */
  void unmap() {
    String arn = names.functionArn().value();
    for (var mapping : MappingStep.of(session, names)) {
      session.remove(
          "lambda:DeleteEventSourceMapping",
          arn,
          () -> session.lambda().deleteEventSourceMapping(it -> it.uuid(mapping.uuid())));
    }
  }

  Optional<Map<String, String>> tagsOfLogGroup(Arn group) {
    String arn = group.value();
    return LogGroupStep.find(session, names.name(), arn)
        .flatMap(
            _ ->
                session.find(
                    "logs:ListTagsForResource",
                    arn,
                    () -> session.logs().listTagsForResource(it -> it.resourceArn(arn)).tags()));
  }

  void deleteLogGroup(Arn group) {
    session.remove(
        "logs:DeleteLogGroup",
        group.value(),
        () -> session.logs().deleteLogGroup(it -> it.logGroupName(names.name())));
  }

  Optional<Map<String, String>> tagsOfQueue(Arn queue) {
    return url(queue)
        .flatMap(
            url ->
                session.find(
                    "sqs:ListQueueTags",
                    queue.value(),
                    () -> session.sqs().listQueueTags(it -> it.queueUrl(url)).tags()));
  }

  void deleteQueue(Arn queue) {
    url(queue)
        .ifPresent(
            url ->
                session.remove(
                    "sqs:DeleteQueue",
                    queue.value(),
                    () -> session.sqs().deleteQueue(it -> it.queueUrl(url))));
  }

  private Optional<String> url(Arn queue) {
    return session.find(
        "sqs:GetQueueUrl",
        queue.value(),
        () -> session.sqs().getQueueUrl(it -> it.queueName(queue.resource())).queueUrl());
  }
}
