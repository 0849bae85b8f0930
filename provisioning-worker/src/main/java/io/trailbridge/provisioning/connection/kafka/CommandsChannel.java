package io.trailbridge.provisioning.connection.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.messaging.Handler;
import io.trailbridge.messaging.KeyedExecutor.Limits;
import io.trailbridge.messaging.PermanentFailure;
import io.trailbridge.messaging.Receiver;
import io.trailbridge.messaging.Receivers;
import io.trailbridge.messaging.WireFormat;
import io.trailbridge.provisioning.connection.Commands;
import io.trailbridge.provisioning.connection.ProvisioningConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Commands of integration-service, one at a time per connection. The slices of gaps have a channel
 * of their own: a gap may have thousands, and nobody's provisioning waits for them.
 */
@ApplicationScoped
class CommandsChannel {
  private static final int IN_FLIGHT_PER_RUNNING = 16;
  private static final int PER_CONNECTION = 8;

  /** More than integration-service has out for one gap, and small enough for memory. */
  private static final int SLICES_IN_FLIGHT = 4096;

  private static final int SLICES_PER_CONNECTION = 512;
  private static final String SLICE = WireFormat.typeOf(BackfillLogs.class);

  private final Receiver<ProvisioningCommand> receiver;
  private final Receiver<ProvisioningCommand> slices;

  CommandsChannel(Receivers receivers, Commands commands, ProvisioningConfig config) {
    Limits limits =
        new Limits(
            config.concurrency(), config.concurrency() * IN_FLIGHT_PER_RUNNING, PER_CONNECTION);
    Limits ofSlices =
        new Limits(config.backfillConcurrency(), SLICES_IN_FLIGHT, SLICES_PER_CONNECTION);
    Handler<ProvisioningCommand> handler =
        (command, meta) -> {
          switch (commands.handle(command)) {
            case FOREIGN -> throw new PermanentFailure("tenant-mismatch");
            case DONE, SKIPPED -> {}
          }
        };
    receiver =
        receivers
            .keyed("commands", ProvisioningCommand.class, limits, handler)
            .only(it -> !isSlice(it));
    slices =
        receivers
            .keyed("backfills", ProvisioningCommand.class, ofSlices, handler)
            .only(CommandsChannel::isSlice);
  }

  @Incoming("provisioning-commands")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.receive(message);
  }

  @Incoming("provisioning-backfills")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> receiveSlice(Message<byte[]> message) {
    return slices.receive(message);
  }

  private static boolean isSlice(Headers headers) {
    Header type = headers.lastHeader(WireFormat.TYPE);
    return type != null && SLICE.equals(new String(type.value(), UTF_8));
  }
}
