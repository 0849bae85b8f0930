package io.trailbridge.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.license.LicenseGrant.LicenseRevoked;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.VerifyConnection;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestbedResource.class)
class OutboxIT {
  private static final TenantId ACME = new TenantId("acme");
  private static final Instant AT = Instant.parse("2026-11-23T16:34:28.110505Z");

  @Inject Transactions transactions;
  @Inject Outbox outbox;
  @Inject Inbox inbox;
  @Inject OutboxPartitions partitions;
  @Inject NoteTable notes;
  Broker broker;
  Database database;

  @Test
  void shouldCarryAMessageThroughOutboxAndRelayToAConsumer() {
    // Given
    String key = UUID.randomUUID().toString();
    VerifyConnection command =
        Samples.verify(ConnectionId.of(key), ACME, "mit Umlaut \u00e4 \u2708");
    // When
    UUID id =
        transactions.asTenant(
            ACME, () -> outbox.publish(Topics.PROVISIONING_COMMANDS, key, command, AT));
    ConsumerRecord<String, byte[]> record =
        Records.first(broker.bootstrapServers(), Topics.PROVISIONING_COMMANDS, key);
    // Then
    assertThat(new String(record.value(), UTF_8)).isEqualTo(WireFormat.json(command));
    assertThat(headers(record))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "id", id.toString(), // Debezium's own
                "ce_id", id.toString(),
                "ce_type", "io.trailbridge.VerifyConnection.v1",
                "ce_source", "/trailbridge/integration-service",
                "ce_time", "2026-11-23T16:34:28.110505Z",
                "ce_subject", key,
                "ce_specversion", "1.0",
                "content-type", "application/json"));
    assertThat(WireFormat.read(ProvisioningCommand.class, record))
        .isEqualTo(
            new Received.Known<>(
                command,
                new Meta(key, id.toString(), "/trailbridge/integration-service", AT, key)));
  }

  @Test
  void shouldSendTombstonesAndWhatFollows() {
    // Given
    String key = UUID.randomUUID().toString();
    // When
    transactions.asSystem(
        "test", () -> outbox.retract(Topics.CONNECTION_STATE, key, ConnectionState.class, AT));
    ConsumerRecord<String, byte[]> record =
        Records.first(broker.bootstrapServers(), Topics.CONNECTION_STATE, key);
    // Then
    assertThat(record.value()).isNull();
    assertThat(headers(record)).containsEntry("ce_type", "io.trailbridge.ConnectionState.v1");
  }

  @Test
  void shouldSendNothingOfATransactionThatFailed() {
    // Given
    String lost = UUID.randomUUID().toString();
    String sent = UUID.randomUUID().toString();
    assertThatThrownBy(
            () ->
                transactions.asTenant(
                    ACME,
                    () -> {
                      publish(lost);
                      throw new IllegalStateException("rolled back");
                    }))
        .hasMessage("rolled back");
    // When
    transactions.asTenant(ACME, () -> publish(sent));
    // Then
    List<String> keys =
        Records.until(broker.bootstrapServers(), Topics.PROVISIONING_COMMANDS, sent).stream()
            .map(ConsumerRecord::key)
            .toList();
    assertThat(keys).contains(sent).doesNotContain(lost);
  }

  @Test
  void shouldSendAgainWithTheSameIds() {
    // Given
    String key = UUID.randomUUID().toString();
    String later = UUID.randomUUID().toString();
    Instant before = databaseTime();
    transactions.asTenant(
        ACME,
        () ->
            outbox.publishAll(
                List.of(
                    new Outbox.Outgoing(Topics.PROVISIONING_COMMANDS, key, verify(key), AT),
                    new Outbox.Outgoing(
                        Topics.PROVISIONING_COMMANDS, key, verify(key), AT.plusSeconds(1)))));
    // When
    Instant after = databaseTime();
    int again = transactions.asSystem("test", () -> outbox.republish(before, after));
    int twice = transactions.asSystem("test", () -> outbox.republish(before, databaseTime()));
    transactions.asTenant(ACME, () -> publish(later));
    // Then
    List<String> ids =
        Records.until(broker.bootstrapServers(), Topics.PROVISIONING_COMMANDS, later).stream()
            .filter(it -> it.key().equals(key))
            .map(it -> headers(it).get("ce_id"))
            .toList();
    assertThat(again).isEqualTo(2);
    assertThat(twice).isEqualTo(2);
    assertThat(ids.stream().distinct()).hasSize(2);
    assertThat(ids).hasSizeGreaterThanOrEqualTo(4);
    assertThat(ids.subList(2, 4)).isEqualTo(ids.subList(0, 2));
  }

  @Test
  void shouldRefuseATopicThatTheServiceDoesNotOwn() {
    // Given
    LicenseRevoked foreign =
        new LicenseRevoked(new OrderId("o"), ACME, LicensePackage.PUBLIC_CLOUD);
    // Then
    assertThatThrownBy(
            () ->
                transactions.asSystem(
                    "test", () -> outbox.publish(Topics.LICENSE_GRANTS, "acme", foreign, AT)))
        .hasStackTraceContaining("outbox_topic");
  }

  @Test
  void shouldLetTheTenantInsertOnly() {
    assertThatThrownBy(
            () -> transactions.asTenant(ACME, () -> notes.query("select payload from outbox")))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(
            () -> transactions.asTenant(ACME, () -> notes.update("delete from outbox_default")))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(
            () ->
                transactions.asTenant(
                    ACME, () -> notes.query("select outbox_partition('2030-01-01')")))
        .hasMessageContaining("permission denied");
  }

  @Test
  void shouldKeepAWeekOfPartitions() throws Exception {
    // Given
    Instant start = Instant.parse("2031-03-01T12:00:00Z");
    // When
    transactions.asSystem("test", () -> partitions.maintain(start));
    transactions.asSystem("test", () -> partitions.maintain(start.plus(Duration.ofDays(9))));
    // Then
    try (var connection = database.superuser("integration");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select min(relname), max(relname), count(*) from pg_class"
                    + " where relkind = 'r' and relname ~ '^outbox_[0-9]'")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("outbox_20310303");
      assertThat(rows.getString(2)).isEqualTo("outbox_20310317");
    }
    // the days of today are gone: the default partition takes what comes
    String key = UUID.randomUUID().toString();
    transactions.asTenant(ACME, () -> publish(key));
    assertThat(Records.first(broker.bootstrapServers(), Topics.PROVISIONING_COMMANDS, key))
        .isNotNull();
  }

  @Test
  void shouldKnowARepetition() {
    // Given
    String id = UUID.randomUUID().toString();
    // Then
    assertThat(transactions.asTenant(ACME, () -> inbox.firstSight("c", "/s", id, AT))).isTrue();
    assertThat(transactions.asTenant(ACME, () -> inbox.firstSight("c", "/s", id, AT))).isFalse();
    assertThat(transactions.asSystem("test", () -> inbox.firstSight("d", "/s", id, AT))).isTrue();
  }

  @Test
  void shouldForgetARepetitionWhoseEffectFailed() {
    // Given
    String id = UUID.randomUUID().toString();
    assertThatThrownBy(
            () ->
                transactions.asTenant(
                    ACME,
                    () -> {
                      inbox.firstSight("c", "/s", id, AT);
                      throw new IllegalStateException("rolled back");
                    }))
        .hasMessage("rolled back");
    // Then
    assertThat(transactions.asTenant(ACME, () -> inbox.firstSight("c", "/s", id, AT))).isTrue();
  }

  @Test
  void shouldForgetWhatIsOlderThanTwoWeeks() {
    // Given
    String id = UUID.randomUUID().toString();
    transactions.asTenant(ACME, () -> inbox.firstSight("c", "/s", id, AT));
    // When
    transactions.asSystem("test", () -> inbox.forget(AT.plus(Duration.ofDays(14))));
    boolean known = transactions.asTenant(ACME, () -> !inbox.firstSight("c", "/s", id, AT));
    int forgotten =
        transactions.asSystem(
            "test", () -> inbox.forget(AT.plus(Duration.ofDays(14)).plusMillis(1)));
    // Then
    assertThat(known).isTrue();
    assertThat(forgotten).isPositive();
  }

  private UUID publish(String key) {
    return outbox.publish(Topics.PROVISIONING_COMMANDS, key, verify(key), AT);
  }

  private static VerifyConnection verify(String key) {
    return Samples.verify(ConnectionId.of(key), ACME, "n");
  }

  private Instant databaseTime() {
    try (var connection = database.superuser("integration");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select clock_timestamp()")) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
    Map<String, String> texts = new TreeMap<>();
    record.headers().forEach(it -> texts.put(it.key(), new String(it.value(), UTF_8)));
    return texts;
  }
}
