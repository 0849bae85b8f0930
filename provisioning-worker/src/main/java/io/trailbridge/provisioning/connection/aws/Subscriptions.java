package io.trailbridge.provisioning.connection.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.Subscription;

/** The subscriptions of a topic, and which of them lead where ours is to lead. */
final class Subscriptions {
  private final Session session;
  private final Destination destination;

  Subscriptions(Session session, Destination destination) {
    this.session = session;
    this.destination = destination;
  }

  /** All of them; none where the topic is gone. */
  List<Subscription> of(String topic) {
    List<Subscription> all = new ArrayList<>();
    String next = null;
    do {
      String token = next;
      Optional<ListSubscriptionsByTopicResponse> page =
          session.find(
              "sns:ListSubscriptionsByTopic",
              topic,
              () ->
                  session
                      .sns()
                      .listSubscriptionsByTopic(it -> it.topicArn(topic).nextToken(token)));
      page.ifPresent(it -> all.addAll(it.subscriptions()));
      next = page.map(ListSubscriptionsByTopicResponse::nextToken).orElse(null);
    } while (isThere(next));
    return all;
  }

  Destination destination() {
    return destination;
  }

  boolean isOurs(Subscription subscription) {
    return destination.endpoint().equals(subscription.endpoint())
        && destination.protocol().equals(subscription.protocol());
  }

  /** Leads to the destination as it was addressed once. */
  boolean isOutdated(Subscription subscription) {
    return !isOurs(subscription) && subscription.endpoint().endsWith(destination.ending());
  }

  /** Leads to the destination, as it is addressed now or was once. */
  boolean leadsToUs(Subscription subscription) {
    return isOurs(subscription) || isOutdated(subscription);
  }

  /** The list gives no ARN of what waits for its confirmation. */
  static boolean isConfirmed(Subscription subscription) {
    return subscription.subscriptionArn().startsWith("arn:");
  }

  private static boolean isThere(@Nullable String token) {
    return token != null && !token.isEmpty();
  }
}
