package io.trailbridge.integration.traffic.kafka;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.trailbridge.contracts.cloudtrail.StatsMessage;
import io.trailbridge.integration.traffic.Traffic;
import io.trailbridge.messaging.Receiver;
import io.trailbridge.messaging.Receivers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hears what ingestion counts. */
@ApplicationScoped
class TrafficStats {
  private final Receiver<StatsMessage> receiver;

  TrafficStats(Receivers receivers, Traffic traffic) {
    this.receiver =
        receivers.inOrder(
            StatsMessage.class,
            (message, _) -> {
              switch (message) {
                case StatsMessage.ConnectionStats stats -> traffic.accept(stats);
                case StatsMessage.IntakeHeartbeat _ -> {}
              }
            });
  }

  @Incoming("traffic-stats")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.receive(message);
  }
}
