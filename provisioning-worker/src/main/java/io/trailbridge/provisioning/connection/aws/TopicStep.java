package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Policies;
import io.trailbridge.provisioning.connection.domain.PolicyDocument;
import io.trailbridge.provisioning.connection.domain.Statement;
import io.trailbridge.provisioning.connection.domain.Tags.Ownership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Tag;

/**
 * The topic: there, ours, signing by SHA-256, without a key, and open to our bucket's
 * notifications.
 */
final class TopicStep {
  private static final String POLICY = "Policy";
  private static final String SIGNATURE = "SignatureVersion";
  private static final String SHA256 = "2";
  private static final String KEY = "KmsMasterKeyId";

  private final Target target;
  private final SnsClient sns;
  private final String arn;

  TopicStep(Target target) {
    this.target = target;
    this.sns = target.session().sns();
    this.arn = target.names().topicArn().value();
  }

  /** Whether it was made just now, so that nobody can have subscribed to it. */
  boolean run() {
    // SNS answers with the topic that is there, and does not say whose it is: it is looked for.
    Optional<Map<String, String>> found = read();
    if (found.isEmpty()) {
      create();
      target.inventory().ours(ResourceKind.TOPIC, target.names().topicArn());
      return true;
    }
    mustBeOurs();
    target.inventory().ours(ResourceKind.TOPIC, target.names().topicArn());
    Map<String, String> attributes = found.get();
    PolicyDocument policy = JsonValues.policy(attributes.get(POLICY));
    if (!policy.holds(wanted())) {
      set(POLICY, JsonValues.print(policy.merged(wanted())));
    }
    if (!SHA256.equals(attributes.get(SIGNATURE))) {
      set(SIGNATURE, SHA256);
    }
    if (!attributes.getOrDefault(KEY, "").isEmpty()) {
      // S3 may publish to a topic with a key only where the key's policy lets it, and says nothing.
      set(KEY, "");
    }
    return false;
  }

  private Optional<Map<String, String>> read() {
    return target
        .session()
        .find(
            "sns:GetTopicAttributes",
            arn,
            () -> sns.getTopicAttributes(it -> it.topicArn(arn)).attributes());
  }

  private void create() {
    List<Tag> tags =
        target.tags().entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    Map<String, String> attributes =
        Map.of(
            POLICY, JsonValues.print(PolicyDocument.empty().merged(wanted())), SIGNATURE, SHA256);
    target
        .session()
        .change(
            "sns:CreateTopic",
            arn,
            () -> sns.createTopic(it -> it.name(target.name()).attributes(attributes).tags(tags)));
  }

  /** A topic is made and tagged in one call: one without our tag is not ours. */
  private void mustBeOurs() {
    Map<String, String> tags = new HashMap<>();
    target
        .session()
        .call(
            "sns:ListTagsForResource",
            arn,
            () -> sns.listTagsForResource(it -> it.resourceArn(arn)).tags())
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    if (target.ownership(tags) != Ownership.OURS) {
      throw Refusal.of(FindingCode.TOPIC_NOT_OURS, "sns:ListTagsForResource", arn);
    }
  }

  private void set(String attribute, String value) {
    target
        .session()
        .change(
            "sns:SetTopicAttributes",
            arn,
            () ->
                sns.setTopicAttributes(
                    it -> it.topicArn(arn).attributeName(attribute).attributeValue(value)));
  }

  private List<Statement> wanted() {
    return Policies.topic(target.names(), target.place().bucket());
  }
}
