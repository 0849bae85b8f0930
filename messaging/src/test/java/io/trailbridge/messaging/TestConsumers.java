package io.trailbridge.messaging;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.messaging.KeyedExecutor.Limits;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Two doors as services have them. What a message does is written in its external id. */
@Singleton
public class TestConsumers {
  private final Receiver<ProvisioningCommand> inOrder;
  private final Receiver<ProvisioningCommand> keyed;
  final List<String> handledInOrder = Collections.synchronizedList(new ArrayList<>());
  final List<String> handledKeyed = Collections.synchronizedList(new ArrayList<>());
  final Map<String, CountDownLatch> latches = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();

  TestConsumers(Receivers receivers) {
    inOrder =
        receivers.inOrder(
            ProvisioningCommand.class,
            (message, meta) -> handle("in-order", message, handledInOrder));
    keyed =
        receivers.keyed(
            "commands",
            ProvisioningCommand.class,
            new Limits(8, 100, 20),
            (message, meta) -> {
              awaitLatch(message.spec().externalId());
              handle("keyed", message, handledKeyed);
            });
  }

  @Incoming("commands-in-order")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> inOrder(Message<byte[]> message) {
    return inOrder.receive(message);
  }

  @Incoming("commands-keyed")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> keyed(Message<byte[]> message) {
    return keyed.receive(message);
  }

  private void handle(String channel, ProvisioningCommand message, List<String> handled) {
    String wish = message.spec().externalId();
    if (wish.startsWith("permanent")) {
      throw new PermanentFailure("tenant-mismatch");
    }
    if (wish.startsWith("passing")
        && tries.computeIfAbsent(channel + wish, _ -> new AtomicInteger()).incrementAndGet() < 3) {
      throw new IllegalStateException("the database is away");
    }
    handled.add(wish);
  }

  private void awaitLatch(String name) {
    CountDownLatch latch = latches.get(name);
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
