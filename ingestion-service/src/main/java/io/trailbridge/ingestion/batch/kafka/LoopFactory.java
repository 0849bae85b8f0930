package io.trailbridge.ingestion.batch.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.trailbridge.ingestion.batch.BatchReader;
import io.trailbridge.ingestion.batch.EventMapper;
import io.trailbridge.ingestion.batch.IngestionConfig;
import io.trailbridge.ingestion.batch.domain.Gate;
import io.trailbridge.ingestion.batch.domain.SeenBudget;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import java.time.Clock;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts a loop together.
 *
 * @param kafka {@code bootstrap.servers} and what else the broker wants
 * @param seen what all loops may remember
 * @param seed any number that senders of files cannot know
 * @param gateIsReady whether both topics of the gate were read whole
 */
record LoopFactory(
    Map<String, Object> kafka,
    IngestionConfig config,
    Gate gate,
    SeenBudget seen,
    EventMapper.Factory mappers,
    MeterRegistry registry,
    Clock clock,
    long seed,
    BooleanSupplier gateIsReady) {

  /** The share of the heap that the configuration gives to what is remembered. */
  static SeenBudget budget(IngestionConfig.Seen seen) {
    double share = seen.heapShare();
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("trailbridge.ingestion.seen.heap-share=" + share);
    }
    return new SeenBudget((long) (Runtime.getRuntime().maxMemory() * share), seen.mostIds());
  }

  /**
   * A loop that has not begun to turn.
   *
   * @param number from 0; part of its transactional id
   * @param whenFailed called once where the loop cannot go on
   */
  IngestionLoop create(int number, Runnable whenFailed) {
    LoopSettings settings = new LoopSettings(kafka, config, number);
    LoopMetrics metrics = new LoopMetrics(registry, Integer.toString(number));
    Consumer<byte[], byte[]> consumer = consumer(settings.batchConsumer());
    SeenRebuild rebuild =
        new SeenRebuild(
            consumer,
            consumer(settings.seenConsumer()),
            Admin.create(settings.admin()),
            clock,
            config.seen().window());
    Assignment assignment =
        new Assignment(
            consumer,
            rebuild,
            () -> new SeenSet(config.seen().window(), seen::mostIds, seed),
            seen,
            metrics,
            clock);
    BatchReader reader =
        new BatchReader(settings.limits(), mappers.create(config.decode().eventBytes()), seed);
    TransactionKeeper transactions =
        new TransactionKeeper(() -> transaction(settings, metrics), metrics);
    return new IngestionLoop(
        settings,
        consumer,
        assignment,
        new BatchSteps(gate, reader, config.unknownConnectionWait(), metrics, clock),
        transactions,
        gateIsReady,
        whenFailed,
        clock);
  }

  private EventTransaction transaction(LoopSettings settings, LoopMetrics metrics) {
    return new EventTransaction(
        new KafkaProducer<>(
            settings.producer(), new ByteArraySerializer(), new ByteArraySerializer()),
        metrics,
        clock);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
