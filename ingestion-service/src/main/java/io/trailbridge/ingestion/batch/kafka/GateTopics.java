package io.trailbridge.ingestion.batch.kafka;

import io.trailbridge.contracts.connection.ConnectionStateMessage;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.ingestion.batch.domain.Gate;
import io.trailbridge.messaging.WholeTopic;

/** Which topics the gate is made of, and how their records come to it. */
final class GateTopics {
  private GateTopics() {}

  static WholeTopic.Spec<ConnectionStateMessage, ConnectionId, ConnectionState> connections(
      Gate gate) {
    return WholeTopic.Spec.of(
            ConnectionStateMessage.class, ConnectionId::of, GateTopics::connectionState)
        .keeping((known, next) -> next.stateVersion() >= known.stateVersion())
        .telling(
            (key, _, now) -> {
              if (now == null) {
                gate.forget(key);
              } else {
                gate.apply(now);
              }
            });
  }

  /** Keyed by tenant and package as the topic is. */
  static WholeTopic.Spec<LicenseEvent, String, LicenseEvent> licenses(Gate gate) {
    return WholeTopic.Spec.of(
            LicenseEvent.class, (String key) -> key, (LicenseEvent event) -> event)
        .keeping((known, next) -> next.version() >= known.version())
        .telling(
            (_, before, now) -> {
              if (now != null) {
                gate.apply(now);
              } else if (before != null) {
                gate.forget(before);
              }
            });
  }

  private static ConnectionState connectionState(ConnectionStateMessage message) {
    return switch (message) {
      case ConnectionState state -> state;
    };
  }
}
