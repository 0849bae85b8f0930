package io.trailbridge.integration.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.cloudtrail.StatsMessage.ConnectionStats;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.traffic.domain.Minute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every keeper of minutes. */
interface TrafficStoreContract {
  Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  TrafficStore store();

  <T> T asSystem(Supplier<T> work);

  <T> T asTenant(TenantId tenant, Supplier<T> work);

  /** A connection that the tenant has. */
  ConnectionId connectionOf(TenantId tenant) throws Exception;

  TenantId tenant();

  @Test
  default void shouldAddUpWhatCameInAMinute() throws Exception {
    // Given
    ConnectionId id = connectionOf(tenant());
    write(id, tenant(), NOON.plusSeconds(5), 10, Duration.ofSeconds(90));
    write(id, tenant(), NOON.plusSeconds(50), 7, Duration.ofSeconds(30));
    write(id, tenant(), NOON.plusSeconds(55), 0, null);
    write(id, tenant(), NOON.plusSeconds(61), 1, null);

    // When
    List<Minute> minutes = asTenant(tenant(), () -> store().since(List.of(id), NOON));

    // Then
    assertThat(minutes).extracting(it -> it.of().at()).containsExactly(NOON, NOON.plusSeconds(60));
    assertThat(minutes).extracting(it -> it.counts().records()).containsExactly(17L, 1L);
    assertThat(minutes).extracting(Minute::delay).containsExactly(Duration.ofSeconds(30), null);
    assertThat(asTenant(tenant(), () -> store().since(List.of(id), NOON.plusSeconds(60))))
        .hasSize(1);
  }

  @Test
  default void shouldKeepNothingOfAConnectionThatIsNotTheTenants() throws Exception {
    // Given
    ConnectionId id = connectionOf(tenant());
    TenantId stranger = new TenantId("stranger-of-traffic");

    // When
    write(id, stranger, NOON, 10, null);
    write(new ConnectionId(java.util.UUID.randomUUID()), tenant(), NOON, 10, null);

    // Then
    assertThat(asTenant(tenant(), () -> store().since(List.of(id), NOON))).isEmpty();
    assertThat(asTenant(stranger, () -> store().since(List.of(id), NOON))).isEmpty();
  }

  @Test
  default void shouldForgetWhatIsOld() throws Exception {
    // Given
    ConnectionId id = connectionOf(tenant());
    write(id, tenant(), NOON.minusSeconds(120), 1, null);
    write(id, tenant(), NOON, 2, null);

    // When
    asSystem(() -> store().forget(NOON, 1_000));

    // Then
    assertThat(asTenant(tenant(), () -> store().since(List.of(id), Instant.EPOCH)))
        .extracting(it -> it.counts().records())
        .containsExactly(2L);
  }

  private void write(
      ConnectionId id, TenantId tenant, Instant at, long records, @Nullable Duration delay) {
    Minute minute =
        Minute.of(
            new ConnectionStats(
                id, tenant, records, 100, 0, 0, 0, 0, delay == null ? null : at.minus(delay), at));
    asSystem(
        () -> {
          store().add(minute);
          return true;
        });
  }
}
