package io.trailbridge.provisioning.connection.kafka;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.messaging.KeyedExecutor.Limits;
import io.trailbridge.messaging.PermanentFailure;
import io.trailbridge.messaging.Receiver;
import io.trailbridge.messaging.Receivers;
import io.trailbridge.provisioning.connection.Commands;
import io.trailbridge.provisioning.connection.ProvisioningConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Commands of integration-service, one at a time per connection. */
@ApplicationScoped
class CommandsChannel {
  private static final int IN_FLIGHT_PER_RUNNING = 16;
  private static final int PER_CONNECTION = 8;

  private final Receiver<ProvisioningCommand> receiver;

  CommandsChannel(Receivers receivers, Commands commands, ProvisioningConfig config) {
    Limits limits =
        new Limits(
            config.concurrency(), config.concurrency() * IN_FLIGHT_PER_RUNNING, PER_CONNECTION);
    receiver =
        receivers.keyed(
            "commands",
            ProvisioningCommand.class,
            limits,
            (command, meta) -> {
              switch (commands.handle(command)) {
                case FOREIGN -> throw new PermanentFailure("tenant-mismatch");
                case DONE, SKIPPED -> {}
              }
            });
  }

  @Incoming("provisioning-commands")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.receive(message);
  }
}
