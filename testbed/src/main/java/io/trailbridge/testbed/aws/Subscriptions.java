package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** All subscriptions, with the rules by which they come, are confirmed and go. */
final class Subscriptions {
  private static final Set<String> SETTABLE =
      Set.of(
          "DeliveryPolicy",
          "RawMessageDelivery",
          "RedrivePolicy",
          "FilterPolicy",
          "FilterPolicyScope",
          "ReplayPolicy");
  private static final int LONGEST_RETRY_SECONDS = 3600;

  private final Map<String, Subscription> byArn = new LinkedHashMap<>();

  synchronized Subscription subscribe(
      String topicArn,
      String protocol,
      String endpoint,
      Caller caller,
      Map<String, String> attributes) {
    checkEndpoint(protocol, endpoint);
    Optional<Subscription> existing =
        byArn.values().stream().filter(one -> one.isSame(topicArn, protocol, endpoint)).findFirst();
    if (existing.isPresent()) {
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        if (!attribute.getValue().equals(existing.get().attributes.get(attribute.getKey()))) {
          throw invalid("Attributes Reason: Subscription already exists with different attributes");
        }
      }
      return existing.get();
    }
    String token = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    Subscription subscription =
        new Subscription(
            topicArn + ":" + UUID.randomUUID(),
            topicArn,
            protocol,
            endpoint,
            caller,
            "2336412f37" + token);
    attributes.forEach((name, value) -> setAttribute(subscription, name, value));
    boolean ownQueue =
        protocol.equals("sqs")
            && Arn.parse(endpoint, "Endpoint").account().equals(caller.account());
    if (ownQueue || !Set.of("http", "https", "sqs", "email", "email-json").contains(protocol)) {
      subscription.confirm(true);
    }
    byArn.put(subscription.arn, subscription);
    return subscription;
  }

  private static void checkEndpoint(String protocol, String endpoint) {
    boolean fits =
        switch (protocol) {
          case "http" -> endpoint.startsWith("http://");
          case "https" -> endpoint.startsWith("https://");
          case "sqs" -> Arn.looksLike(endpoint);
          default -> !endpoint.isEmpty();
        };
    if (!fits) {
      throw invalid("Endpoint must match the specified protocol");
    }
  }

  synchronized Subscription confirm(
      String topicArn, String token, boolean authenticateOnUnsubscribe) {
    Subscription subscription =
        byArn.values().stream()
            .filter(one -> one.topicArn.equals(topicArn) && one.token.equals(token))
            .findFirst()
            .orElseThrow(() -> invalid("Token"));
    if (!subscription.confirmed()) {
      subscription.confirm(authenticateOnUnsubscribe);
    }
    return subscription;
  }

  synchronized Optional<Subscription> find(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  synchronized void remove(Subscription subscription) {
    if (!subscription.confirmed()) {
      throw invalid(
          "SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending confirmation");
    }
    byArn.remove(subscription.arn);
  }

  synchronized void removeTopic(String topicArn) {
    byArn.values().removeIf(one -> one.topicArn.equals(topicArn));
  }

  synchronized List<Subscription> ofTopic(String topicArn) {
    return byArn.values().stream().filter(one -> one.topicArn.equals(topicArn)).toList();
  }

  synchronized List<Subscription> ofOwner(String account, String region) {
    return byArn.values().stream()
        .filter(
            one ->
                one.owner.equals(account)
                    && Arn.parse(one.topicArn, "TopicArn").region().equals(region))
        .toList();
  }

  static void setAttribute(Subscription subscription, String name, String value) {
    if (!SETTABLE.contains(name)) {
      throw invalid("AttributeName");
    }
    if (name.equals("DeliveryPolicy") && !value.isEmpty()) {
      checkDeliveryPolicy(value);
    }
    if (value.isEmpty()) {
      subscription.attributes.remove(name);
    } else {
      subscription.attributes.put(name, value);
    }
  }

  /** SNS refuses a policy whose retries take more than an hour in all. */
  private static void checkDeliveryPolicy(String document) {
    JsonNode policy;
    try {
      policy = Json.read(document).path("healthyRetryPolicy");
    } catch (java.io.UncheckedIOException e) {
      throw invalid("DeliveryPolicy: JSON is not valid");
    }
    long retries = policy.path("numRetries").asInt(3);
    int shortest = policy.path("minDelayTarget").asInt(20);
    int longest = policy.path("maxDelayTarget").asInt(20);
    if (retries < 0
        || retries > 100
        || shortest < 1
        || longest < shortest
        || longest > LONGEST_RETRY_SECONDS) {
      throw invalid("DeliveryPolicy: healthyRetryPolicy is out of bounds");
    }
    long backoffs = retries - policy.path("numNoDelayRetries").asInt(0);
    long atLongest = policy.path("numMaxDelayRetries").asInt(0);
    long atShortest = backoffs - atLongest;
    if (atLongest * longest + atShortest * shortest > LONGEST_RETRY_SECONDS) {
      throw invalid("DeliveryPolicy: healthyRetryPolicy: total delay is over 3600 seconds");
    }
  }

  static Map<String, String> attributes(Subscription subscription) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("SubscriptionArn", subscription.arn);
    attributes.put("TopicArn", subscription.topicArn);
    attributes.put("Owner", subscription.owner);
    attributes.put("Protocol", subscription.protocol);
    attributes.put("Endpoint", subscription.endpoint);
    attributes.put("PendingConfirmation", String.valueOf(!subscription.confirmed()));
    attributes.put(
        "ConfirmationWasAuthenticated",
        String.valueOf(subscription.confirmationWasAuthenticated()));
    attributes.put("RawMessageDelivery", "false");
    attributes.put("SubscriptionPrincipal", subscription.principal);
    attributes.putAll(subscription.attributes);
    return attributes;
  }

  private static AwsError invalid(String what) {
    return new AwsError(400, "InvalidParameter", "Invalid parameter: " + what);
  }
}
