package io.trailbridge.ingestion.batch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.ingestion.batch.domain.Gate.Passage;
import io.trailbridge.ingestion.batch.kafka.Wire.ConsumedAt;
import io.trailbridge.testbed.cloudtrail.LogFile;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Which batches pass. */
class GateIT extends LoopScene {
  @Test
  void shouldCloseAndOpenWithTheLicence() {
    // Given
    active(null);
    wire.batch(tenant, connection, file(5));
    awaitEvents(5);

    // When
    wire.license(tenant, 2, false, Instant.now());
    awaitGate(Passage.Dropped.class);
    wire.batch(tenant, connection, file(7));
    await().until(() -> stats().paused() == 1);
    wire.license(tenant, 3, true, Instant.now());
    awaitGate(Passage.Open.class);
    wire.batch(tenant, connection, file(3));

    // Then
    awaitEvents(8);
  }

  @Test
  void shouldDropWhatReachedKafkaSinceTheHold() {
    // Given: the hold lies between two batches, by the broker's clock
    LogFile before = file(4);
    ConsumedAt first = wire.batch(tenant, connection, before);
    ConsumedAt second = wire.batch(tenant, connection, file(6));
    await().until(() -> Instant.now().isAfter(second.appendedAt().plusMillis(20)));
    ConsumedAt third = wire.batch(tenant, connection, file(6));

    // When
    wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
    wire.state(tenant, connection, 1, ConnectionStatus.PAUSED, third.appendedAt(), null);

    // Then
    assertThat(first.appendedAt()).isBeforeOrEqualTo(second.appendedAt());
    awaitEvents(10);
    await().until(() -> stats().paused() == 1);
    assertThat(events()).hasSize(10);
  }

  @Test
  void shouldDropWhatBelongsToARemovedConnection() {
    // Given
    wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
    wire.state(tenant, connection, 1, ConnectionStatus.DELETED, null, null);

    // When
    wire.batch(tenant, connection, file(4));

    // Then
    await().until(() -> stats().paused() == 1);
    assertThat(events()).isEmpty();
  }

  @Test
  void shouldSetAsideWhatClaimsAnotherTenant() {
    // Given
    active(null);
    TenantId other = new TenantId(tenant + "-other");
    LogFile file = file(3);

    // When
    ConsumedAt at = wire.batch(other, connection, file);

    // Then
    ConsumerRecord<String, byte[]> dead = awaitDead(other.value()).getFirst();
    assertThat(Wire.header(dead, "tb_reason")).isEqualTo("tenant-mismatch");
    assertThat(Wire.header(dead, "tb_topic")).isEqualTo(Topics.CLOUDTRAIL_BATCHES);
    assertThat(Wire.header(dead, "tb_partition")).isEqualTo("" + at.partition());
    assertThat(Wire.header(dead, "tb_offset")).isEqualTo("" + at.offset());
    assertThat(Wire.header(dead, BatchHeaders.CONNECTION)).isEqualTo(connection.toString());
    assertThat(dead.key()).isEqualTo(other + "/" + ACCOUNT);
    assertThat(dead.value()).isEqualTo(file.gzip());
  }

  @Test
  void shouldWaitForAConnectionThatComesLate() {
    // Given
    wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
    wire.batch(tenant, connection, file(3));

    // When
    wire.state(tenant, connection, 1, ConnectionStatus.ACTIVE, null, null);

    // Then
    awaitEvents(3);
  }

  @Test
  void shouldSetAsideWhatBelongsToNoConnectionAndGoOn() {
    // Given
    active(null);
    ConnectionId unknown = new ConnectionId(UUID.randomUUID());

    // When
    wire.batch(tenant, unknown, file(2));
    wire.batch(tenant, connection, file(2));
    wire.batch(tenant, unknown, file(2));

    // Then
    awaitEvents(2);
    await().until(() -> dead(tenant.value()).size() == 2);
    assertThat(dead(tenant.value()))
        .allMatch(dead -> Wire.header(dead, "tb_reason").equals("unknown-connection"));
  }
}
