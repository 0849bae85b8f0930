package io.trailbridge.testbed;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailbridge.testbed.TopicReader.Seen;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tests see from the relay is what consumers see from a Kafka Connect cluster in production.
 */
class RelayParityIT {

  private static final String TOPIC = "trailbridge.connection.state";
  private static final int ROWS = 50;

  @Test
  void shouldSendWhatAConnectWorkerSendsByteForByte(@TempDir Path folder) throws Exception {
    // Given
    try (var broker = Broker.start();
        var database = Database.start();
        var outbox = OutboxTable.of(database, "integration").create();
        var reader = new TopicReader(broker.bootstrapServers(), TOPIC)) {
      var connector = Connector.of("integration").at(database.jdbcUrl("integration"));
      var second = connector.with(Map.of("slot.name", "second"));
      try (var superuser = database.superuser("integration");
          var statement = superuser.createStatement()) {
        statement.execute("select pg_create_logical_replication_slot('second', 'pgoutput')");
      }
      write(outbox);

      // When
      try (var _ = Relay.start(connector, broker.bootstrapServers())) {
        await().atMost(Duration.ofMinutes(1)).until(() -> reader.poll().size() >= ROWS);
      }
      try (var worker = ConnectWorker.start(broker.bootstrapServers(), folder.resolve("offsets"))) {
        worker.add("second", second);
        await().atMost(Duration.ofMinutes(1)).until(() -> reader.poll().size() >= 2 * ROWS);
      }

      // Then
      var all = reader.poll();
      assertThat(all).hasSize(2 * ROWS);
      assertThat(byPartition(all.subList(ROWS, 2 * ROWS)))
          .isEqualTo(byPartition(all.subList(0, ROWS)));
    }
  }

  private static void write(OutboxTable outbox) throws SQLException {
    for (int i = 0; i < ROWS; i++) {
      var payload = i % 10 == 9 ? null : "{\"i\": %d, \"name\": \"Zoë 東京 🚀\"}".formatted(i);
      outbox.insert(UUID.randomUUID(), TOPIC, "key-" + i % 7, payload);
    }
  }

  private static Map<Integer, List<String>> byPartition(List<Seen> records) {
    return records.stream().collect(groupingBy(Seen::partition, mapping(Seen::bytes, toList())));
  }
}
