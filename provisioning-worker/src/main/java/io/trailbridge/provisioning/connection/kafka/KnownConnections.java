package io.trailbridge.provisioning.connection.kafka;

import io.quarkus.runtime.Startup;
import io.trailbridge.contracts.connection.ConnectionStateMessage;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.messaging.WholeTopic;
import io.trailbridge.messaging.WholeTopics;
import io.trailbridge.provisioning.connection.Connections;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Reads connection.state whole and follows it; the worker is ready only then. */
@Startup
@ApplicationScoped
class KnownConnections implements Connections {
  private final WholeTopic<ConnectionId, ConnectionState> states;

  KnownConnections(WholeTopics topics) {
    states =
        topics.read(
            WholeTopic.Spec.<ConnectionStateMessage, ConnectionId, ConnectionState>of(
                    ConnectionStateMessage.class,
                    ConnectionId::of,
                    message ->
                        switch (message) {
                          case ConnectionState state -> state;
                        })
                .keeping((before, now) -> now.stateVersion() >= before.stateVersion()));
  }

  @Override
  public Optional<ConnectionState> find(ConnectionId connection) {
    awaitReady();
    return states.get(connection);
  }

  /** Commands may come in before everything is read; an old one must not look fresh by that. */
  private void awaitReady() {
    if (states.isReady()) {
      return;
    }
    try {
      if (!states.awaitReady(Duration.ofMinutes(1))) {
        throw new IllegalStateException("connection.state is not read yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while connection.state was read", e);
    }
  }
}
