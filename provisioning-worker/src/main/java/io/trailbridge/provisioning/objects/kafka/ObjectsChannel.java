package io.trailbridge.provisioning.objects.kafka;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.messaging.KeyedExecutor.Limits;
import io.trailbridge.messaging.PermanentFailure;
import io.trailbridge.messaging.Receiver;
import io.trailbridge.messaging.Receivers;
import io.trailbridge.provisioning.objects.Fetch;
import io.trailbridge.provisioning.objects.ObjectsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Announced log files, one at a time per account. */
@ApplicationScoped
class ObjectsChannel {
  private static final int IN_FLIGHT_PER_RUNNING = 32;
  private static final int PER_ACCOUNT = 32;

  private final Receiver<LogObjectMessage> receiver;

  ObjectsChannel(Receivers receivers, Fetch fetch, ObjectsConfig config) {
    Limits limits =
        new Limits(config.concurrency(), config.concurrency() * IN_FLIGHT_PER_RUNNING, PER_ACCOUNT);
    receiver =
        receivers.keyed(
            "objects",
            LogObjectMessage.class,
            limits,
            (message, meta) -> {
              switch (message) {
                case LogObject object -> end(fetch.handle(object));
              }
            });
  }

  @Incoming("cloudtrail-objects")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.receive(message);
  }

  private static void end(Fetch.Outcome outcome) {
    switch (outcome) {
      case Fetch.Outcome.Dead(String reason) -> throw new PermanentFailure(reason);
      case Fetch.Outcome.Forwarded _, Fetch.Outcome.Dropped _ -> {}
    }
  }
}
