package io.trailbridge.integration.connection.kafka;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.trailbridge.contracts.cloudtrail.StatsMessage;
import io.trailbridge.integration.connection.LastEvents;
import io.trailbridge.integration.connection.Outages;
import io.trailbridge.messaging.Receiver;
import io.trailbridge.messaging.Receivers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hears what ingestion counts. */
@ApplicationScoped
class IngestionStats {
  private final Receiver<StatsMessage> receiver;

  IngestionStats(Receivers receivers, LastEvents lastEvents, Outages outages) {
    this.receiver =
        receivers.inOrder(
            StatsMessage.class,
            (message, _) -> {
              switch (message) {
                case StatsMessage.ConnectionStats stats -> lastEvents.accept(stats);
                case StatsMessage.IntakeHeartbeat heartbeat -> outages.heard(heartbeat);
              }
            });
  }

  @Incoming("cloudtrail-stats")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.receive(message);
  }
}
