package io.trailbridge.integration.connection.kafka;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.trailbridge.contracts.provisioning.ProvisioningResult;
import io.trailbridge.integration.connection.Answers;
import io.trailbridge.messaging.Receiver;
import io.trailbridge.messaging.Receivers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hears what the worker answers. */
@ApplicationScoped
class ProvisioningResults {
  private final Receiver<ProvisioningResult> receiver;

  ProvisioningResults(Receivers receivers, Answers answers) {
    this.receiver = receivers.inOrder(ProvisioningResult.class, answers::accept);
  }

  @Incoming("provisioning-results")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.receive(message);
  }
}
