package io.trailbridge.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.trailbridge.testbed.TopicReader.Seen;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RelayIT {

  private static final String STATE = "trailbridge.connection.state";
  private static final String GRANTS = "trailbridge.license.events";

  private static Broker broker;
  private static Database database;

  @BeforeAll
  static void start() {
    broker = Broker.start();
    database = Database.start();
  }

  @AfterAll
  static void stop() {
    database.close();
    broker.close();
  }

  @Test
  void shouldPublishRowsAsCloudEventsAndEmptyOnesAsTombstones() throws Exception {
    // Given
    var first = UUID.randomUUID();
    var last = UUID.randomUUID();
    try (var outbox = OutboxTable.of(database, "integration").create();
        var reader = new TopicReader(broker.bootstrapServers(), STATE)) {
      outbox.insert(
          first, STATE, "c-1", "{\"name\": \"Zoë 🚀\"}"); // before the relay's first start

      // When
      try (var relay =
          Relay.start("integration", database.jdbcUrl("integration"), broker.bootstrapServers())) {
        assertThat(relay.awaitRunning(Duration.ofMinutes(1))).isTrue();
        outbox.insert(last, STATE, "c-1", null);
        await().atMost(Duration.ofMinutes(1)).until(() -> reader.poll().size() >= 2);
      }

      // Then
      assertThat(reader.poll())
          .extracting(Seen::key, Seen::value, Seen::headers)
          .containsExactly(
              tuple("c-1", "{\"name\": \"Zoë 🚀\"}", headers(first)),
              tuple("c-1", null, headers(last)));
    }
  }

  @Test
  void shouldLoseNoRowOverItsRestarts() throws Exception {
    // Given
    var written = new ArrayList<String>();
    try (var outbox = OutboxTable.of(database, "license");
        var reader = new TopicReader(broker.bootstrapServers(), GRANTS)) {

      // When
      for (int round = 0; round < 3; round++) {
        try (var _ =
            Relay.start("license", database.jdbcUrl("license"), broker.bootstrapServers())) {
          if (round == 0) {
            outbox.create(); // the relay waits for the publication
          }
          for (int i = 0; i < 50; i++) {
            written.add(insert(outbox));
          }
          var expected = written.size() / 2;
          await().atMost(Duration.ofMinutes(1)).until(() -> reader.poll().size() >= expected);
        }
        written.add(insert(outbox)); // nobody relays now
      }
      try (var _ = Relay.start("license", database.jdbcUrl("license"), broker.bootstrapServers())) {
        written.add(insert(outbox));

        // Then
        await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () -> assertThat(reader.poll()).extracting(Seen::value).containsAll(written));
      }
    }
  }

  @Test
  void shouldConfirmTheLogOfAnIdleDatabase() throws Exception {
    // Given
    var frequent =
        Connector.of("license")
            .at(database.jdbcUrl("license"))
            .with(Map.of("heartbeat.interval.ms", "200"));
    try (var _ = OutboxTable.of(database, "license").create();
        var other = database.superuser("integration");
        var relay = Relay.start(frequent, broker.bootstrapServers())) {
      assertThat(relay.awaitRunning(Duration.ofMinutes(1))).isTrue();

      // When
      execute(other, "create table busy as select generate_series(1, 1000)");
      var end = query(other, "select pg_current_wal_lsn()");

      // Then
      var confirmed =
          "select confirmed_flush_lsn >= '%s' from pg_replication_slots where slot_name = 'license_outbox'"
              .formatted(end);
      await().atMost(Duration.ofMinutes(1)).until(() -> query(other, confirmed).equals("t"));
    }
  }

  private static String insert(OutboxTable outbox) throws Exception {
    var id = UUID.randomUUID();
    outbox.insert(id, GRANTS, "tenant/PUBLIC_CLOUD", "" + id);
    return "" + id;
  }

  private static List<String> headers(UUID id) {
    return List.of(
        "id=" + id,
        "ce_id=" + id,
        "ce_type=io.trailbridge.Example.v1",
        "ce_source=/trailbridge/test",
        "ce_time=2026-11-23T16:34:28.110505Z",
        "ce_subject=null",
        "ce_specversion=1.0",
        "content-type=application/json");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
