package io.trailbridge.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of every key of a compacted topic, in memory: read from the beginning to the end
 * that the topic had at the start, then followed. {@link #isReady()} tells when the end was
 * reached. A record that cannot be read is counted and leaves the key's former value; an
 * unreachable broker leaves all values as they were.
 *
 * @param <K> the key, made from the record's key
 * @param <V> the value, made from the message
 */
public final class WholeTopic<K, V> implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WholeTopic.class);

  private final Spec<?, K, V> spec;
  private final Map<K, V> values = new ConcurrentHashMap<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Broken broken;
  private final MeterRegistry metrics;
  private final TopicFollower follower;

  /** Told of every change, in the order of the partition, by the reader's thread. */
  @FunctionalInterface
  public interface Listener<K, V> {
    /**
     * A key has another value, or none.
     *
     * @param before null where the key is new
     * @param now null where a tombstone removed it
     */
    void changed(K key, @Nullable V before, @Nullable V now);
  }

  /**
   * What to read and how.
   *
   * @param sealed the interface of the topic's messages; it names the topic
   * @param key makes a key; throws where the text is none
   * @param value makes a value
   * @param supersedes whether the second value is newer than the first; where it is not, the first
   *     stays
   * @param listener told of every change
   */
  public record Spec<M, K, V>(
      Class<M> sealed,
      Function<String, K> key,
      Function<M, V> value,
      BiPredicate<V, V> supersedes,
      Listener<K, V> listener) {

    /** The last record of a key counts, and nobody is told. */
    public static <M, K, V> Spec<M, K, V> of(
        Class<M> sealed, Function<String, K> key, Function<M, V> value) {
      return new Spec<>(sealed, key, value, (before, now) -> true, (k, before, now) -> {});
    }

    /** The same, which keeps a value until one comes that is newer. */
    public Spec<M, K, V> keeping(BiPredicate<V, V> newer) {
      return new Spec<>(sealed, key, value, newer, listener);
    }

    /** The same, which tells a listener. */
    public Spec<M, K, V> telling(Listener<K, V> told) {
      return new Spec<>(sealed, key, value, supersedes, told);
    }

    /** The topic that is read. */
    public String topic() {
      return MessageTypes.of(sealed).topic();
    }
  }

  /** Takes records that cannot be read. */
  @FunctionalInterface
  public interface Broken {
    /**
     * A record that came after the start; those before were told when they came.
     *
     * @param reason a code, see {@link WireFormat}, or {@code bad-key}
     */
    void take(ConsumerRecord<String, byte[]> record, String reason);
  }

  private WholeTopic(
      Spec<?, K, V> spec, Map<String, Object> kafka, Broken broken, MeterRegistry metrics) {
    this.spec = spec;
    this.broken = broken;
    this.metrics = metrics;
    this.follower = new TopicFollower(spec.topic(), kafka, this::apply, ready::countDown);
  }

  /**
   * Starts reading, in a thread of its own, and returns at once.
   *
   * @param kafka {@code bootstrap.servers} and what else the broker wants
   * @param broken such as {@code deadLetters::send}
   */
  public static <M, K, V> WholeTopic<K, V> start(
      Spec<M, K, V> spec, Map<String, Object> kafka, Broken broken, MeterRegistry metrics) {
    WholeTopic<K, V> whole = new WholeTopic<>(spec, kafka, broken, metrics);
    Gauge.builder("trailbridge.whole.topic.lag", whole.follower, TopicFollower::lag)
        .description("Records of the topic that were not read yet")
        .tag("topic", spec.topic())
        .register(metrics);
    Gauge.builder("trailbridge.whole.topic.keys", whole.values, Map::size)
        .description("Keys that have a value")
        .tag("topic", spec.topic())
        .register(metrics);
    whole.listenerFailures();
    whole.follower.start();
    return whole;
  }

  /** The newest value of a key. */
  public Optional<V> get(K key) {
    return Optional.ofNullable(values.get(key));
  }

  /** All values; a view that follows. */
  public Collection<V> values() {
    return Collections.unmodifiableCollection(values.values());
  }

  /** The topic that is read. */
  public String topic() {
    return spec.topic();
  }

  /** Whether everything was read that the topic held at the start; stays true. */
  public boolean isReady() {
    return ready.getCount() == 0;
  }

  /** Waits for {@link #isReady()}; false where it took longer. */
  public boolean awaitReady(Duration atMost) throws InterruptedException {
    return ready.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Stops following; the values stay. */
  @Override
  public void close() {
    follower.close();
  }

  private void apply(ConsumerRecord<String, byte[]> record, boolean live) {
    Outcome outcome = outcome(spec, record);
    metrics
        .counter("trailbridge.whole.topic.records", "topic", topic(), "outcome", outcome.name)
        .increment();
    if (outcome.reason != null) {
      LOG.warnf(
          "Record skipped topic=%s partition=%d offset=%d reason=%s",
          topic(), record.partition(), record.offset(), outcome.reason);
      if (live) {
        handOver(record, outcome.reason);
      }
    }
  }

  private <M> Outcome outcome(Spec<M, K, V> spec, ConsumerRecord<String, byte[]> record) {
    return switch (WireFormat.read(spec.sealed(), record)) {
      case Received.Known<M>(M message, Meta meta) -> put(spec, message, meta.key());
      case Received.Tombstone<M>(String key) -> remove(key);
      case Received.UnknownType<M> _ -> Outcome.UNKNOWN_TYPE;
      case Received.Broken<M>(String reason) -> Outcome.broken(reason);
    };
  }

  private <M> Outcome put(Spec<M, K, V> spec, M message, @Nullable String text) {
    if (text == null) {
      return Outcome.broken("no-key");
    }
    K key;
    V now;
    try {
      key = spec.key().apply(text);
      now = spec.value().apply(message);
    } catch (RuntimeException e) {
      // Whatever it is, the next record is to be read.
      return Outcome.broken("bad-key");
    }
    V before = values.get(key);
    if (before != null && !spec.supersedes().test(before, now)) {
      return Outcome.STALE;
    }
    values.put(key, now);
    tell(key, before, now);
    return Outcome.APPLIED;
  }

  private Outcome remove(String text) {
    K key;
    try {
      key = spec.key().apply(text);
    } catch (RuntimeException e) {
      return Outcome.broken("bad-key");
    }
    V before = values.remove(key);
    if (before != null) {
      tell(key, before, null);
    }
    return Outcome.REMOVED;
  }

  private void tell(K key, @Nullable V before, @Nullable V now) {
    try {
      spec.listener().changed(key, before, now);
    } catch (RuntimeException e) {
      // The value stands; a listener that throws must not stop the reader.
      LOG.errorf(e, "Listener failed topic=%s", topic());
      listenerFailures().increment();
    }
  }

  private Counter listenerFailures() {
    return metrics.counter("trailbridge.whole.topic.listener.failures", "topic", topic());
  }

  private void handOver(ConsumerRecord<String, byte[]> record, String reason) {
    try {
      broken.take(record, reason);
    } catch (RuntimeException e) {
      // The record stays in the topic and is counted again at the next start.
      LOG.warnf(e, "Broken record not handed over topic=%s offset=%d", topic(), record.offset());
    }
  }

  private record Outcome(String name, @Nullable String reason) {
    static final Outcome APPLIED = new Outcome("applied", null);
    static final Outcome REMOVED = new Outcome("removed", null);
    static final Outcome STALE = new Outcome("stale", null);
    static final Outcome UNKNOWN_TYPE = new Outcome("unknown-type", null);

    static Outcome broken(String reason) {
      return new Outcome("broken", reason);
    }
  }
}
