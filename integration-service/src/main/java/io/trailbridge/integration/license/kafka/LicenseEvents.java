package io.trailbridge.integration.license.kafka;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.integration.license.Licenses;
import io.trailbridge.messaging.Receiver;
import io.trailbridge.messaging.Receivers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hears of licences. */
@ApplicationScoped
class LicenseEvents {
  private final Receiver<LicenseEvent> receiver;

  LicenseEvents(Receivers receivers, Licenses licenses) {
    this.receiver = receivers.inOrder(LicenseEvent.class, licenses::accept);
  }

  @Incoming("license-events")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.receive(message);
  }
}
