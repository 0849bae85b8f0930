package io.trailbridge.integration.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Decider;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.integration.connection.domain.Play;
import io.trailbridge.integration.connection.domain.Verification;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every keeper of verifications promises; run against the fake and against PostgreSQL. */
interface VerificationStoreContract {
  Instant NOW = Instant.parse("2040-03-01T10:00:00Z");

  ConnectionStore connections();

  VerificationStore store();

  <T> T asTenant(TenantId tenant, Supplier<T> work);

  <T> T asSystem(Supplier<T> work);

  @Test
  default void shouldGiveBackTheNewestAlone() {
    // Given
    TenantId tenant = tenant();
    Connection connection = inserted(tenant);
    assertThat(asTenant(tenant, () -> store().find(connection.id()))).isEqualTo(Verification.NONE);

    // When
    save(connection, verification(Health.HEALTHY, NOW));
    Verification newest = verification(Health.LOST, NOW.plusSeconds(900));
    save(connection, newest);

    // Then
    assertThat(asTenant(tenant, () -> store().find(connection.id()))).isEqualTo(newest);
  }

  @Test
  default void shouldHideOtherTenantsVerifications() {
    // Given
    Connection connection = inserted(tenant());

    // When
    save(connection, verification(Health.HEALTHY, NOW));

    // Then
    assertThat(asTenant(tenant(), () -> store().find(connection.id())))
        .isEqualTo(Verification.NONE);
  }

  @Test
  default void shouldLeaveNothingBehindOnceTheConnectionIsForgotten() {
    // Given
    Connection connection = inserted(tenant());
    save(connection, verification(Health.HEALTHY, NOW));
    asSystem(
        () -> {
          Connection is = connections().lock(connection.id()).orElseThrow();
          return connections()
              .save(((Moved) Decider.decide(is, new Input.Delete(false), NOW)).next());
        });

    // When
    asSystem(() -> connections().removeDeletedBefore(NOW.plusSeconds(1), 100));

    // Then
    assertThat(asSystem(() -> store().find(connection.id()))).isEqualTo(Verification.NONE);
  }

  private void save(Connection connection, Verification verification) {
    asSystem(
        () -> {
          store().save(connection, verification);
          return true;
        });
  }

  private static Verification verification(Health health, Instant at) {
    boolean passed = health == Health.HEALTHY;
    return new Verification(
        health,
        List.of(
            new Check("ROLE_ASSUMABLE", true, NOW, "It is.", null),
            new Check("TRAIL_LOGGING", passed, at, "Looked.", passed ? null : "Start it.")),
        at,
        passed ? at : null,
        NOW.minusSeconds(60));
  }

  private Connection inserted(TenantId tenant) {
    Connection connection =
        Connection.create(
            new ConnectionId(UUID.randomUUID()),
            tenant,
            new AccountId("222222222222"),
            Play.wish("Production", "eu-central-1", Delivery.PULL),
            "x",
            1,
            NOW);
    assertThat(asTenant(tenant, () -> connections().insert(connection))).isTrue();
    return connection;
  }

  private static TenantId tenant() {
    return new TenantId("v-" + UUID.randomUUID());
  }
}
