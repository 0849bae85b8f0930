package io.trailbridge.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.trailbridge.messaging.KeyedExecutor.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Makes the inside of consumers, and stops them before the channels close. */
@ApplicationScoped
public class Receivers {
  private final DeadLetters deadLetters;
  private final MeterRegistry metrics;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<KeyedExecutor> executors = new CopyOnWriteArrayList<>();

  Receivers(DeadLetters deadLetters, MeterRegistry metrics) {
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  /** One message after the other, for work of milliseconds. */
  public <M> Receiver<M> inOrder(Class<M> sealed, Handler<M> handler) {
    return new Receiver<>(attempts(sealed, handler), null);
  }

  /**
   * One message after the other per key, many keys at once, for work of seconds to minutes. After a
   * rebalance or a restart a message may come again, also behind a newer one of its key: the
   * handler must know what is stale.
   *
   * @param name of the executor in metrics
   */
  public <M> Receiver<M> keyed(String name, Class<M> sealed, Limits limits, Handler<M> handler) {
    KeyedExecutor executor = new KeyedExecutor(name, limits, metrics);
    executors.add(executor);
    return new Receiver<>(attempts(sealed, handler), executor);
  }

  private <M> Attempts<M> attempts(Class<M> sealed, Handler<M> handler) {
    return new Attempts<>(
        MessageTypes.of(sealed), handler, deadLetters, metrics, Attempts.Pause.USUAL, stopped);
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
    executors.forEach(KeyedExecutor::close);
  }
}
