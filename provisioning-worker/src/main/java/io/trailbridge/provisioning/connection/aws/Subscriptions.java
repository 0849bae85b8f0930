package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.provisioning.connection.IntakeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.Subscription;

/** The subscriptions of a topic, and which of them lead to our intake. */
final class Subscriptions {
  private final Session session;
  private final String endpoint;
  private final String path;
  private final String protocol;

  Subscriptions(Session session, ConnectionId connection, IntakeConfig intake) {
    this.session = session;
    this.endpoint = intake.notificationsOf(connection);
    this.path = IntakeConfig.pathOf(connection);
    this.protocol = intake.publicUrl().getScheme();
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

  String endpoint() {
    return endpoint;
  }

  String protocol() {
    return protocol;
  }

  boolean isOurs(Subscription subscription) {
    return endpoint.equals(subscription.endpoint()) && protocol.equals(subscription.protocol());
  }

  /** Leads to this connection's intake as it was addressed once. */
  boolean isOutdated(Subscription subscription) {
    return !isOurs(subscription) && subscription.endpoint().endsWith(path);
  }

  /** Leads to this connection's intake, as it is addressed now or was once. */
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
