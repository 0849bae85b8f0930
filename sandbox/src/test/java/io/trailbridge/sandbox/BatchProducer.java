package io.trailbridge.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.testbed.cloudtrail.LogEvent;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
    List<String> ids = burst(Collections.nCopies(batches, account), records, 0);
    producer.flush();
    return ids;
  }

  /**
   * Sends a batch for each account, all at once, and waits until the broker has the first.
   *
   * @param repeated how many of the records of each stood in an earlier batch of the account
   * @return the ids of all of their records
   */
  List<String> burst(List<String> accounts, int records, int repeated) {
    List<LogFile> files =
        accounts.stream().map(account -> file(account, records, repeated)).toList();
    List<ProducerRecord<byte[], byte[]>> batches = files.stream().map(this::record).toList();
    List<Future<RecordMetadata>> sent = batches.stream().map(producer::send).toList();
    await(sent.getFirst());
    return files.stream().flatMap(file -> file.eventIds().stream()).toList();
  }

  /** Sends a batch that is no log file. */
  void sendUnreadable(String account) {
    await(producer.send(record(account, "no log file", "no log file".getBytes(UTF_8))));
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
    return record(file.account(), file.path(), file.gzip());
  }

  private ProducerRecord<byte[], byte[]> record(String account, String path, byte[] content) {
    String key = tenant + "/" + account;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(TOPIC, key.getBytes(UTF_8), content);
    Map.of(
            "tb_tenant",
            tenant,
            "tb_connection",
            connection,
            "tb_object",
            "s3://someones-bucket/AWSLogs/" + path,
            "tb_origin",
            "LIVE")
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  private static void await(Future<RecordMetadata> sent) {
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
