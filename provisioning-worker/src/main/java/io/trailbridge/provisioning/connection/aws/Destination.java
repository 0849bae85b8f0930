package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.provisioning.ConnectionSpec;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.provisioning.connection.IntakeConfig;
import io.trailbridge.provisioning.connection.domain.ResourceNames;
import io.trailbridge.provisioning.connection.domain.RetryPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where our subscription of the topic leads: to the intake, or to the forwarder's queue.
 *
 * @param protocol as SNS calls it
 * @param ending by which an earlier address of the same destination is told
 * @param raw whether messages come without the envelope that SNS signs
 * @param retries the delivery policy; empty where SNS takes none
 */
record Destination(
    String protocol, String endpoint, String ending, boolean raw, Map<String, Object> retries) {
  static final String DELIVERY_POLICY = "DeliveryPolicy";
  static final String RAW = "RawMessageDelivery";

  static Destination of(ConnectionId connection, ConnectionSpec spec, IntakeConfig intake) {
    return switch (spec.delivery()) {
      case PULL -> intake(connection, intake);
      case PUSH -> queue(ResourceNames.of(connection, spec));
    };
  }

  /** The intake, which believes only what SNS has signed. */
  static Destination intake(ConnectionId connection, IntakeConfig intake) {
    return new Destination(
        intake.publicUrl().getScheme(),
        intake.notificationsOf(connection),
        IntakeConfig.pathOf(connection),
        false,
        RetryPolicy.longest());
  }

  /** The queue, whose policy lets only the topic in. */
  private static Destination queue(ResourceNames names) {
    String queue = names.queueArn().value();
    return new Destination("sqs", queue, queue, true, Map.of());
  }

  /** Whether it must say that it wants to be subscribed; an account's own queue need not. */
  boolean isAsked() {
    return !raw;
  }

  /** What the subscription is made with. */
  Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (!retries.isEmpty()) {
      attributes.put(DELIVERY_POLICY, JsonValues.print(retries));
    }
    if (raw) {
      attributes.put(RAW, "true");
    }
    return attributes;
  }
}
