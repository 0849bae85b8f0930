package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.Fault;
import io.trailbridge.provisioning.connection.domain.Faults;
import io.trailbridge.provisioning.connection.domain.KeyFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfigurationFilter;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;

/**
 * A bucket's notification document. S3 replaces it as a whole and knows no compare-and-set: what
 * others have in it is kept, and it is read back after a write among others.
 */
final class Notifications {
  private final Session session;
  private final S3Client s3;
  private final Arn bucket;
  private final String owner;

  Notifications(Session session, Arn bucket, String owner) {
    this.session = session;
    this.s3 = session.s3();
    this.bucket = bucket;
    this.owner = owner;
  }

  NotificationConfiguration read() {
    return document(session.call("s3:GetBucketNotification", bucket.value(), this::get));
  }

  private static NotificationConfiguration document(
      GetBucketNotificationConfigurationResponse found) {
    return NotificationConfiguration.builder()
        .topicConfigurations(found.topicConfigurations())
        .queueConfigurations(found.queueConfigurations())
        .lambdaFunctionConfigurations(found.lambdaFunctionConfigurations())
        .eventBridgeConfiguration(found.eventBridgeConfiguration())
        .build();
  }

  /** Writes into a bucket that was made just now: nobody else can be writing. */
  void writeFirst(TopicConfiguration ours) {
    put(NotificationConfiguration.builder().topicConfigurations(ours).build(), false);
  }

  /** Writes, reads back, and is refused as settling where our entry did not last. */
  void write(NotificationConfiguration document, TopicConfiguration ours) {
    put(document, false);
    if (!holds(read(), ours)) {
      Fault lost = new Fault("s3:PutBucketNotification", bucket.value(), "OperationAborted", 0, "");
      throw new Refusal(Faults.judge(lost), lost);
    }
  }

  /** Takes the entry of this id out; false where there was none, or no bucket. */
  boolean takeOut(String id) {
    return session
        .find("s3:GetBucketNotification", bucket.value(), this::get)
        .map(found -> takeOut(id, document(found)))
        .orElse(false);
  }

  private boolean takeOut(String id, NotificationConfiguration found) {
    List<TopicConfiguration> others =
        found.topicConfigurations().stream().filter(it -> !id.equals(it.id())).toList();
    if (others.size() == found.topicConfigurations().size()) {
      return false;
    }
    // What is left was there before: a receiver of theirs that is broken must not hold us up.
    put(found.toBuilder().topicConfigurations(others).build(), true);
    return true;
  }

  static TopicConfiguration entry(String id, String topic, KeyFilter filter) {
    return TopicConfiguration.builder()
        .id(id)
        .topicArn(topic)
        .events(Event.S3_OBJECT_CREATED)
        .filter(
            it ->
                it.key(
                    key ->
                        key.filterRules(
                            FilterRule.builder().name("prefix").value(filter.prefix()).build(),
                            FilterRule.builder().name("suffix").value(filter.suffix()).build())))
        .build();
  }

  static boolean holds(NotificationConfiguration document, TopicConfiguration ours) {
    return document.topicConfigurations().stream()
        .anyMatch(
            it ->
                Objects.equals(it.id(), ours.id())
                    && Objects.equals(it.topicArn(), ours.topicArn())
                    && it.eventsAsStrings().equals(ours.eventsAsStrings())
                    && filter(it.filter()).equals(filter(ours.filter())));
  }

  static NotificationConfiguration with(
      NotificationConfiguration document, TopicConfiguration ours) {
    List<TopicConfiguration> topics = new ArrayList<>();
    document.topicConfigurations().stream()
        .filter(it -> !Objects.equals(it.id(), ours.id()))
        .forEach(topics::add);
    topics.add(ours);
    return document.toBuilder().topicConfigurations(topics).build();
  }

  /** Who else is told of the same new objects, which S3 allows only once. */
  static Optional<String> conflicting(NotificationConfiguration document, TopicConfiguration ours) {
    KeyFilter mine = filter(ours.filter());
    Stream<Entry> others =
        Stream.of(
                document.topicConfigurations().stream()
                    .filter(it -> !Objects.equals(it.id(), ours.id()))
                    .map(it -> new Entry(it.topicArn(), it.eventsAsStrings(), it.filter())),
                document.queueConfigurations().stream()
                    .map(it -> new Entry(it.queueArn(), it.eventsAsStrings(), it.filter())),
                document.lambdaFunctionConfigurations().stream()
                    .map(
                        it -> new Entry(it.lambdaFunctionArn(), it.eventsAsStrings(), it.filter())))
            .flatMap(it -> it);
    return others
        .filter(
            it ->
                it.events().stream().anyMatch(event -> event.startsWith("s3:ObjectCreated:"))
                    && filter(it.filter()).overlaps(mine))
        .map(Entry::receiver)
        .findFirst();
  }

  private GetBucketNotificationConfigurationResponse get() {
    return s3.getBucketNotificationConfiguration(
        it -> it.bucket(bucket.resource()).expectedBucketOwner(owner));
  }

  private void put(NotificationConfiguration document, boolean unchecked) {
    session.change(
        "s3:PutBucketNotification",
        bucket.value(),
        () ->
            s3.putBucketNotificationConfiguration(
                it ->
                    it.bucket(bucket.resource())
                        .expectedBucketOwner(owner)
                        .skipDestinationValidation(unchecked)
                        .notificationConfiguration(document)));
  }

  private static KeyFilter filter(@Nullable NotificationConfigurationFilter filter) {
    String prefix = "";
    String suffix = "";
    if (filter != null && filter.key() != null) {
      for (FilterRule rule : filter.key().filterRules()) {
        // S3 gives the names back with a capital letter.
        if (rule.nameAsString().toLowerCase(Locale.ROOT).equals("prefix")) {
          prefix = rule.value();
        } else {
          suffix = rule.value();
        }
      }
    }
    return new KeyFilter(prefix, suffix);
  }

  private record Entry(
      String receiver, List<String> events, @Nullable NotificationConfigurationFilter filter) {}
}
