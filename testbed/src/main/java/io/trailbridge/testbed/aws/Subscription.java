package io.trailbridge.testbed.aws;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One subscription of a topic. */
final class Subscription {
  final String arn;
  final String topicArn;
  final String protocol;
  final String endpoint;
  final String owner;
  final String principal;
  final String token;
  final Map<String, String> attributes = new ConcurrentHashMap<>();
  private volatile boolean confirmed;
  private volatile Optional<Boolean> unsubscribeNeedsSignature = Optional.empty();

  Subscription(
      String arn,
      String topicArn,
      String protocol,
      String endpoint,
      Caller subscriber,
      String token) {
    this.arn = arn;
    this.topicArn = topicArn;
    this.protocol = protocol;
    this.endpoint = endpoint;
    this.owner = subscriber.account();
    this.principal = subscriber.arn();
    this.token = token;
  }

  void confirm(boolean authenticateOnUnsubscribe) {
    confirmed = true;
    unsubscribeNeedsSignature = Optional.of(authenticateOnUnsubscribe);
  }

  boolean confirmed() {
    return confirmed;
  }

  boolean confirmationWasAuthenticated() {
    return unsubscribeNeedsSignature.orElse(false);
  }

  boolean raw() {
    return attributes.getOrDefault("RawMessageDelivery", "false").equals("true");
  }

  boolean isSame(String otherTopic, String otherProtocol, String otherEndpoint) {
    return topicArn.equals(otherTopic)
        && protocol.equals(otherProtocol)
        && endpoint.equals(otherEndpoint);
  }
}
