package io.trailbridge.provisioning.objects.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.messaging.Handler;
import io.trailbridge.messaging.KeyedExecutor.Limits;
import io.trailbridge.messaging.PermanentFailure;
import io.trailbridge.messaging.Receiver;
import io.trailbridge.messaging.Receivers;
import io.trailbridge.provisioning.objects.Fetch;
import io.trailbridge.provisioning.objects.ObjectsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Announced log files, one at a time per account. Those of gaps have a channel of their own, so
 * that a new file waits for none of them.
 */
@ApplicationScoped
class ObjectsChannel {
  // What waits is an announcement of a kilobyte. One account's outage must not stop the others': a
  // busy account has some 200 files an hour.
  private static final int IN_FLIGHT_PER_PLACE = 512;
  private static final int PER_ACCOUNT = 1024;

  private final Receiver<LogObjectMessage> receiver;
  private final Receiver<LogObjectMessage> ofGaps;

  ObjectsChannel(Receivers receivers, Fetch fetch, ObjectsConfig config) {
    Handler<LogObjectMessage> handler =
        (message, meta) -> {
          switch (message) {
            case LogObject object -> end(fetch.handle(object));
          }
        };
    receiver =
        receivers
            .keyed("objects", LogObjectMessage.class, limits(config.concurrency()), handler)
            .only(it -> !isOfAGap(it));
    ofGaps =
        receivers
            .keyed(
                "objects-of-gaps",
                LogObjectMessage.class,
                limits(config.backfillConcurrency()),
                handler)
            .only(ObjectsChannel::isOfAGap);
  }

  @Incoming("cloudtrail-objects")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.receive(message);
  }

  @Incoming("cloudtrail-objects-of-gaps")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> receiveOfAGap(Message<byte[]> message) {
    return ofGaps.receive(message);
  }

  /** All that is in flight runs: {@link Fetch} has the places, and those that wait take none. */
  private static Limits limits(int places) {
    int inFlight = places * IN_FLIGHT_PER_PLACE;
    return new Limits(inFlight, inFlight, PER_ACCOUNT);
  }

  private static boolean isOfAGap(Headers headers) {
    Header origin = headers.lastHeader(BatchHeaders.ORIGIN);
    return origin != null && Origin.BACKFILL.name().equals(new String(origin.value(), UTF_8));
  }

  private static void end(Fetch.Outcome outcome) {
    switch (outcome) {
      case Fetch.Outcome.Dead(String reason) -> throw new PermanentFailure(reason);
      case Fetch.Outcome.Forwarded _, Fetch.Outcome.Dropped _ -> {}
    }
  }
}
