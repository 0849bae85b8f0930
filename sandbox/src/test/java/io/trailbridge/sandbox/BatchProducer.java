package io.trailbridge.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.testbed.cloudtrail.LogEvent;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Somebody who hands log files in on Kafka, as other producers may, some events in several. */
final class BatchProducer implements AutoCloseable {
  private static final String TOPIC = "trailbridge.cloudtrail.batches";

  private final String tenant;
  private final String connection;
  private final KafkaProducer<byte[], byte[]> producer;
  private final LogFileGenerator generator;
  private final Random random = new Random(World.SEED);
  private final Map<String, List<LogEvent>> sent = new HashMap<>();

  BatchProducer(World world, String tenant, String connection) {
    this.tenant = tenant;
    this.connection = connection;
    this.generator = new LogFileGenerator(World.SEED ^ connection.hashCode());
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", world.sandbox().kafka(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends batches of events that nobody saw before; their ids, once the broker has all. */
  List<String> send(String account, int batches, int records) {
    return send(account, batches, records, 0);
  }

  /**
   * Sends batches, and waits until the broker has them.
   *
   * @param repeated how many of the records of each stood in an earlier batch of the account
   * @return the ids of all of their records
   */
  List<String> send(String account, int batches, int records, int repeated) {
    List<String> ids = new ArrayList<>();
    List<java.util.concurrent.Future<RecordMetadata>> acknowledged = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      LogFile file = file(account, records, repeated);
      ids.addAll(file.eventIds());
      acknowledged.add(producer.send(record(file)));
    }
    acknowledged.forEach(BatchProducer::await);
    return ids;
  }

  @Override
  public void close() {
    producer.close();
  }

  private LogFile file(String account, int records, int repeated) {
    List<LogEvent> earlier = sent.computeIfAbsent(account, _ -> new ArrayList<>());
    int again = earlier.isEmpty() ? 0 : repeated;
    LogFile fresh = generator.next(account, Tenant.REGION, Instant.now(), records - again);
    List<LogEvent> events = new ArrayList<>(fresh.events());
    for (int i = 0; i < again; i++) {
      events.add(random.nextInt(events.size() + 1), earlier.get(random.nextInt(earlier.size())));
    }
    earlier.addAll(fresh.events());
    return new LogFile(account, fresh.region(), fresh.deliveredAt(), fresh.unique(), events);
  }

  private ProducerRecord<byte[], byte[]> record(LogFile file) {
    String key = tenant + "/" + file.account();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(TOPIC, key.getBytes(UTF_8), file.gzip());
    Map.of(
            "tb_tenant",
            tenant,
            "tb_connection",
            connection,
            "tb_object",
            "s3://someones-bucket/AWSLogs/" + file.path(),
            "tb_origin",
            "LIVE")
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  private static void await(java.util.concurrent.Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a batch was not taken", e);
    }
  }
}
