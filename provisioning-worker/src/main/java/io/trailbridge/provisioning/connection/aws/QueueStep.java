package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Policies;
import io.trailbridge.provisioning.connection.domain.PolicyDocument;
import io.trailbridge.provisioning.connection.domain.Statement;
import io.trailbridge.provisioning.connection.domain.Tags.Ownership;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The forwarder's queue: there, ours, open to the topic, without a KMS key, and patient. */
final class QueueStep {
  /**
   * The longest that SQS grants: for so long the forwarder may fail before a log file is lost that
   * the topic has told of.
   */
  private static final String FOURTEEN_DAYS = "1209600";

  /**
   * After this a message comes again. Lambda asks for six times what the function may take, so that
   * what is being worked on is not given to another.
   */
  private static final String HIDDEN_SECONDS = Integer.toString(6 * FunctionStep.TIMEOUT_SECONDS);

  private final Target target;
  private final SqsClient sqs;
  private final String arn;

  QueueStep(Target target) {
    this.target = target;
    this.sqs = target.session().sqs();
    this.arn = target.names().queueArn().value();
  }

  /**
   * Whether it was made just now, so that nothing can have been made for it. SQS refuses to make
   * what is there unless it is the same to the last attribute, our topic in its policy included.
   *
   * @param nobodyYet the topic was made just now, so that nobody can have made a queue for it
   */
  boolean run(boolean nobodyYet) {
    Optional<String> found = target.session().findOrMake(nobodyYet, this::url, this::create);
    if (found.isPresent()) {
      mustBeOurs(found.get());
      keep(found.get());
    }
    target.inventory().ours(ResourceKind.QUEUE, target.names().queueArn());
    return found.isEmpty();
  }

  private Optional<String> url() {
    return target
        .session()
        .find(
            "sqs:GetQueueUrl",
            arn,
            () -> sqs.getQueueUrl(it -> it.queueName(target.name())).queueUrl());
  }

  private void create() {
    Map<QueueAttributeName, String> attributes = wanted();
    attributes.put(
        QueueAttributeName.POLICY, JsonValues.print(PolicyDocument.empty().merged(statements())));
    target
        .session()
        .change(
            "sqs:CreateQueue",
            arn,
            () ->
                sqs.createQueue(
                    it -> it.queueName(target.name()).attributes(attributes).tags(target.tags())));
  }

  /** A queue is made and tagged in one call: one without our tag is not ours. */
  private void mustBeOurs(String url) {
    Map<String, String> tags =
        target
            .session()
            .call("sqs:ListQueueTags", arn, () -> sqs.listQueueTags(it -> it.queueUrl(url)).tags());
    if (target.ownership(tags) != Ownership.OURS) {
      throw Refusal.of(FindingCode.QUEUE_NOT_OURS, "sqs:ListQueueTags", arn);
    }
  }

  private void keep(String url) {
    Map<QueueAttributeName, String> found =
        target
            .session()
            .call(
                "sqs:GetQueueAttributes",
                arn,
                () ->
                    sqs.getQueueAttributes(
                            it -> it.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributes());
    Map<QueueAttributeName, String> differing = wanted();
    differing.entrySet().removeIf(it -> it.getValue().equals(found.get(it.getKey())));
    PolicyDocument policy = JsonValues.policy(found.get(QueueAttributeName.POLICY));
    if (!policy.holds(statements())) {
      differing.put(QueueAttributeName.POLICY, JsonValues.print(policy.merged(statements())));
    }
    if (!found.getOrDefault(QueueAttributeName.KMS_MASTER_KEY_ID, "").isEmpty()) {
      // SNS may send to a queue with a key only where the key's policy lets it, and says nothing.
      // Without it SQS encrypts by a key of its own again.
      differing.put(QueueAttributeName.KMS_MASTER_KEY_ID, "");
    }
    if (!differing.isEmpty()) {
      target
          .session()
          .change(
              "sqs:SetQueueAttributes",
              arn,
              () -> sqs.setQueueAttributes(it -> it.queueUrl(url).attributes(differing)));
    }
  }

  private static Map<QueueAttributeName, String> wanted() {
    Map<QueueAttributeName, String> wanted = new EnumMap<>(QueueAttributeName.class);
    wanted.put(QueueAttributeName.MESSAGE_RETENTION_PERIOD, FOURTEEN_DAYS);
    wanted.put(QueueAttributeName.VISIBILITY_TIMEOUT, HIDDEN_SECONDS);
    return wanted;
  }

  private List<Statement> statements() {
    return Policies.queue(target.names(), target.place().topic());
  }
}
