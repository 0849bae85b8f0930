package io.trailbridge.provisioning.connection.kafka;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation.SubscriptionOffered;
import io.trailbridge.messaging.KeyedExecutor.Limits;
import io.trailbridge.messaging.Receiver;
import io.trailbridge.messaging.Receivers;
import io.trailbridge.provisioning.connection.Confirm;
import io.trailbridge.provisioning.connection.ProvisioningConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Offered subscriptions, beside the commands: a provisioning waits for its own. */
@ApplicationScoped
class ConfirmationsChannel {
  private static final int IN_FLIGHT_PER_RUNNING = 16;
  private static final int PER_CONNECTION = 8;

  private final Receiver<ProvisioningConfirmation> receiver;

  ConfirmationsChannel(Receivers receivers, Confirm confirm, ProvisioningConfig config) {
    Limits limits =
        new Limits(
            config.concurrency(), config.concurrency() * IN_FLIGHT_PER_RUNNING, PER_CONNECTION);
    receiver =
        receivers.keyed(
            "confirmations",
            ProvisioningConfirmation.class,
            limits,
            (confirmation, meta) -> {
              switch (confirmation) {
                case SubscriptionOffered offer -> confirm.handle(offer);
              }
            });
  }

  @Incoming("provisioning-confirmations")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.receive(message);
  }
}
