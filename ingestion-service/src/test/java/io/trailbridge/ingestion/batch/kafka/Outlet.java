package io.trailbridge.ingestion.batch.kafka;

import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.messaging.WireFormat;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;

/** Counts, read committed and for as long as it is open, how often each event came out. */
final class Outlet implements AutoCloseable {
  private final Map<String, Integer> times = new ConcurrentHashMap<>();
  private final String connection;
  private final Thread thread;
  private final Consumer<String, byte[]> consumer;

  /** Counts the events of one connection. */
  Outlet(Wire wire, ConnectionId connection) {
    this.connection = connection.toString();
    consumer = wire.reader(Topics.CLOUDTRAIL_EVENTS);
    thread = Thread.ofPlatform().name("outlet").daemon().start(this::read);
  }

  private void read() {
    try (consumer) {
      while (true) {
        consumer.poll(Duration.ofMillis(200)).forEach(this::count);
      }
    } catch (WakeupException e) {
      // closed
    }
  }

  private void count(ConsumerRecord<String, byte[]> event) {
    if (Wire.header(event, BatchHeaders.CONNECTION).equals(connection)) {
      times.merge(Wire.header(event, WireFormat.ID), 1, Integer::sum);
    }
  }

  /** Events that came out, each counted once. */
  int distinct() {
    return times.size();
  }

  /** How often each event came out. */
  Map<String, Integer> times() {
    return Map.copyOf(times);
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
