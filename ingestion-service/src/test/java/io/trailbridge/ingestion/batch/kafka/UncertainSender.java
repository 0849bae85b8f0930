package io.trailbridge.ingestion.batch.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.testbed.cloudtrail.LogFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends files while the broker dies, does not wait, and soon gives up: what became of a file may
 * stay unknown to it. An acknowledged file's events come out once; a failed one's never; those of
 * an unknown one all once or not at all.
 */
final class UncertainSender implements AutoCloseable {
  private static final int LARGEST_REQUEST = 1_000_000;

  private final TenantId tenant;
  private final ConnectionId connection;
  private final Producer<String, byte[]> producer;
  private final List<Sending> underWay = new ArrayList<>();
  private final List<LogFile> acknowledged = new ArrayList<>();
  private final List<LogFile> failed = new ArrayList<>();
  private final List<LogFile> unknown = new ArrayList<>();

  private record Sending(LogFile file, Future<?> answer) {}

  UncertainSender(String bootstrapServers, TenantId tenant, ConnectionId connection) {
    this.tenant = tenant;
    this.connection = connection;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", "1000",
                "delivery.timeout.ms", "1500",
                "max.block.ms", "1500",
                "linger.ms", "0",
                "max.request.size", Integer.toString(LARGEST_REQUEST)),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void send(LogFile file) {
    send(file, file.gzip());
  }

  /** It is refused before it leaves. */
  void sendTooLarge(LogFile file) {
    send(file, new byte[LARGEST_REQUEST + 1]);
  }

  private void send(LogFile file, byte[] gzip) {
    underWay.add(new Sending(file, producer.send(Wire.record(tenant, connection, file, gzip))));
  }

  /** Waits until of each file it is known what became of it, or that it is not. */
  void awaitOutcomes() throws InterruptedException {
    for (Sending sending : underWay) {
      try {
        sending.answer().get();
        acknowledged.add(sending.file());
      } catch (ExecutionException e) {
        (e.getCause() instanceof RecordTooLargeException ? failed : unknown).add(sending.file());
      }
    }
    underWay.clear();
  }

  Set<String> acknowledgedIds() {
    return ids(acknowledged);
  }

  /**
   * Holds what came out against what the sender knows.
   *
   * @param times how often each event came out
   * @param certain the events that must have come out, of other senders too
   */
  void judge(Map<String, Integer> times, Set<String> certain) {
    assertThat(times.values()).containsOnly(1);
    assertThat(times.keySet()).containsAll(certain).doesNotContainAnyElementsOf(ids(failed));
    Set<String> possible = ids(unknown);
    assertThat(times.keySet()).allMatch(id -> certain.contains(id) || possible.contains(id));
    for (LogFile file : unknown) {
      assertThat(file.eventIds().stream().filter(times::containsKey).count())
          .as("events of a file of unknown outcome")
          .isIn(0L, (long) file.eventIds().size());
    }
  }

  int acknowledged() {
    return acknowledged.size();
  }

  int failed() {
    return failed.size();
  }

  int unknown() {
    return unknown.size();
  }

  /** How many files of unknown outcome came out after all. */
  long unknownButOut(Map<String, Integer> times) {
    return unknown.stream().filter(it -> times.keySet().containsAll(it.eventIds())).count();
  }

  private static Set<String> ids(List<LogFile> files) {
    Set<String> ids = new HashSet<>();
    files.forEach(it -> ids.addAll(it.eventIds()));
    return ids;
  }

  @Override
  public void close() {
    producer.close();
  }
}
