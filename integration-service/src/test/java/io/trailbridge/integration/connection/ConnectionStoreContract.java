package io.trailbridge.integration.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.ConnectionStore.Position;
import io.trailbridge.integration.connection.ConnectionStore.Query;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Decider;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.integration.connection.domain.Play;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every store of connections promises; run against the fake and against PostgreSQL. */
interface ConnectionStoreContract {
  /** In the future: the timers of a running service find nothing to do. */
  Instant NOW = Instant.parse("2040-03-01T10:00:00Z");

  ConnectionStore store();

  <T> T asTenant(TenantId tenant, Supplier<T> work);

  <T> T asSystem(Supplier<T> work);

  @Test
  default void shouldGiveBackEveryFact() {
    // Given
    TenantId tenant = tenant();
    Connection connection = deleting(inserted(tenant, "222222222222", NOW));

    // When
    Connection found = asTenant(tenant, () -> store().find(connection.id()).orElseThrow());

    // Then
    assertThat(found).isEqualTo(connection);
    assertThat(found.gaps()).isNotEmpty();
    assertThat(found.removal()).isNotNull();
    assertThat(found.observed().inventory()).isNotEmpty();
  }

  @Test
  default void shouldHideOtherTenantsConnections() {
    // Given
    Connection connection = inserted(tenant(), "222222222222", NOW);
    TenantId other = tenant();

    // When // Then
    assertThat(asTenant(other, () -> store().find(connection.id()))).isEmpty();
    assertThat(asTenant(other, () -> store().lock(connection.id()))).isEmpty();
    assertThat(asTenant(other, () -> store().page(query(other, null, null, null, 10)))).isEmpty();
    assertThat(asSystem(() -> store().find(connection.id()))).isPresent();
  }

  @Test
  default void shouldKeepOneConnectionAPlaceUntilItIsDeleted() {
    // Given
    TenantId tenant = tenant();
    Connection first = inserted(tenant, "222222222222", NOW);
    Connection second = connection(tenant, "222222222222", NOW);

    // When // Then
    assertThat(asTenant(tenant, () -> store().insert(second))).isFalse();
    assertThat(insertedFor(tenant(), "222222222222")).isTrue();
    moved(first, new Input.Delete(false));
    assertThat(asTenant(tenant, () -> store().insert(second))).isTrue();
  }

  @Test
  default void shouldNotLetAnEditTakeAnothersPlace() {
    // Given
    TenantId tenant = tenant();
    inserted(tenant, "222222222222", NOW);
    Connection other =
        Connection.create(
            id(),
            tenant,
            new AccountId("222222222222"),
            Play.wish("Other", "eu-west-1", Delivery.PULL),
            "x",
            1,
            NOW);
    asTenant(tenant, () -> store().insert(other));

    // When
    boolean saved =
        asTenant(
            tenant,
            () ->
                store()
                    .save(
                        next(
                            store().lock(other.id()).orElseThrow(),
                            new Input.Edit(Play.wish("Other", "eu-central-1", Delivery.PULL)))));

    // Then
    assertThat(saved).isFalse();
  }

  @Test
  default void shouldPageNewestFirst() {
    // Given
    TenantId tenant = tenant();
    Connection oldest = inserted(tenant, "100000000001", NOW.minusSeconds(2));
    Connection middle = inserted(tenant, "100000000002", NOW.minusSeconds(1));
    Connection newest = inserted(tenant, "100000000003", NOW);

    // When
    List<Connection> first =
        asTenant(tenant, () -> store().page(query(tenant, null, null, null, 2)));
    Position after = new Position(middle.createdAt(), middle.id());
    List<Connection> second =
        asTenant(tenant, () -> store().page(query(tenant, null, null, after, 2)));

    // Then
    assertThat(first).containsExactly(newest, middle);
    assertThat(second).containsExactly(oldest);
    assertThat(asTenant(tenant, () -> store().page(query(tenant, null, "000002", null, 9))))
        .containsExactly(middle);
    assertThat(asTenant(tenant, () -> store().page(query(tenant, null, "_", null, 9)))).isEmpty();
    assertThat(
            asTenant(
                tenant, () -> store().page(query(tenant, ConnectionStatus.ACTIVE, null, null, 9))))
        .isEmpty();
  }

  @Test
  default void shouldShowDeletedOnesForAWhile() {
    // Given
    TenantId tenant = tenant();
    Connection gone = moved(inserted(tenant, "222222222222", NOW), new Input.Delete(false));

    // When // Then
    Instant deletedAt = NOW.plusSeconds(60);
    assertThat(
            asTenant(tenant, () -> store().page(deletedAfter(tenant, deletedAt.minusSeconds(1)))))
        .containsExactly(gone);
    assertThat(asTenant(tenant, () -> store().page(deletedAfter(tenant, deletedAt)))).isEmpty();
  }

  @Test
  default void shouldFindWhomALicenseIsYetToReach() {
    // Given
    TenantId tenant = tenant();
    Connection free = inserted(tenant, "100000000001", NOW);
    Connection held =
        moved(inserted(tenant, "100000000002", NOW), new Input.LicenseExpired(5, NOW));
    moved(inserted(tenant, "100000000003", NOW), new Input.Delete(false));

    // When // Then
    assertThat(asSystem(() -> store().lockForLicense(tenant, 6, false, 10))).containsExactly(free);
    assertThat(asSystem(() -> store().lockForLicense(tenant, 6, true, 10))).containsExactly(held);
    assertThat(asSystem(() -> store().lockForLicense(tenant, 5, true, 10))).isEmpty();
    assertThat(asSystem(() -> store().lockForLicense(tenant, 1, false, 10))).isEmpty();
  }

  @Test
  default void shouldCountATenantsOwnInSomeStatuses() {
    // Given
    TenantId tenant = tenant();
    active(inserted(tenant, "222222222222", NOW));
    inserted(tenant, "100000000001", NOW);
    moved(inserted(tenant, "100000000002", NOW), new Input.Delete(false));
    active(inserted(tenant(), "222222222222", NOW));

    // When
    long found =
        asTenant(
            tenant,
            () -> store().count(tenant, Set.of(ConnectionStatus.ACTIVE, ConnectionStatus.PENDING)));

    // Then
    assertThat(found).isEqualTo(2);
  }

  @Test
  default void shouldHandOutEachDueVerificationOnce() {
    // Given
    TenantId tenant = tenant();
    Connection active = active(inserted(tenant, "222222222222", NOW));
    Instant due = NOW.plus(Duration.ofHours(1));
    Instant next = due.plus(Duration.ofHours(1));

    // When // Then
    assertThat(asSystem(() -> store().lockForVerification(due, next, 1000))).contains(active);
    assertThat(asSystem(() -> store().lockForVerification(due, next, 1000))).doesNotContain(active);
    assertThat(asSystem(() -> store().lockForVerification(next, next, 1000))).contains(active);
  }

  @Test
  default void shouldAskEachConnectionOnceAboutAnOutage() {
    // Given
    TenantId tenant = tenant();
    Connection active = active(inserted(tenant, "222222222222", NOW));
    Connection pending = inserted(tenant, "333333333333", NOW);

    // When // Then
    assertThat(asSystem(() -> store().lockForOutage(1, 1000)))
        .contains(active)
        .doesNotContain(pending);
    assertThat(asSystem(() -> store().lockForOutage(1, 1000))).doesNotContain(active);
    assertThat(asSystem(() -> store().lockForOutage(2, 1000))).contains(active);
  }

  @Test
  default void shouldForgetWhatWasDeletedLongAgo() {
    // Given
    TenantId tenant = tenant();
    Connection gone = moved(inserted(tenant, "222222222222", NOW), new Input.Delete(false));
    Instant deletedAt = NOW.plusSeconds(60);

    // When // Then
    assertThat(asSystem(() -> store().removeDeletedBefore(deletedAt, 1000))).doesNotContain(gone);
    assertThat(asSystem(() -> store().removeDeletedBefore(deletedAt.plusSeconds(1), 1000)))
        .contains(gone);
    assertThat(asSystem(() -> store().find(gone.id()))).isEmpty();
  }

  @Test
  default void shouldKeepTheNewestEventOfATenantsOwnConnections() {
    // Given
    TenantId tenant = tenant();
    ConnectionId id = inserted(tenant, "222222222222", NOW).id();

    // When
    for (Instant at : List.of(NOW, NOW.minusSeconds(5))) {
      saw(id, tenant, at);
    }
    saw(id, tenant(), NOW.plusSeconds(5));
    saw(id(), tenant, NOW);

    // Then
    Map<ConnectionId, Instant> last = asTenant(tenant, () -> store().lastEvents(Set.of(id)));
    assertThat(last).containsExactly(Map.entry(id, NOW));
  }

  private void saw(ConnectionId id, TenantId tenant, Instant at) {
    asSystem(
        () -> {
          store().sawEvent(id, tenant, at);
          return true;
        });
  }

  private Connection inserted(TenantId tenant, String account, Instant createdAt) {
    Connection connection = connection(tenant, account, createdAt);
    assertThat(asTenant(tenant, () -> store().insert(connection))).isTrue();
    return connection;
  }

  private boolean insertedFor(TenantId tenant, String account) {
    return asTenant(tenant, () -> store().insert(connection(tenant, account, NOW)));
  }

  private Connection moved(Connection connection, Input input) {
    return asTenant(
        connection.tenantId(),
        () -> {
          Connection next = next(store().lock(connection.id()).orElseThrow(), input);
          assertThat(store().save(next)).isTrue();
          return next;
        });
  }

  private static Connection next(Connection connection, Input input) {
    return ((Moved) Decider.decide(connection, input, NOW.plusSeconds(60))).next();
  }

  private Connection active(Connection connection) {
    Connection provisioning =
        moved(
            connection,
            new Input.SetupCompleted(
                new Arn("arn:aws:iam::222222222222:role/trailbridge-x-access"), null));
    return moved(
        provisioning,
        new Input.Reconciled(
            new ConnectionReconciled(
                connection.id(),
                connection.tenantId(),
                provisioning.generation(),
                true,
                provisioning.forwarding(),
                "o-exampleorgid",
                List.of(
                    new InventoryItem(
                        ResourceKind.BUCKET, new Arn("arn:aws:s3:::trailbridge-x"), true)),
                List.of(),
                1,
                3,
                4,
                null)));
  }

  private Connection deleting(Connection connection) {
    Connection paused = moved(active(connection), new Input.Pause());
    return moved(paused, new Input.Delete(true));
  }

  private static Connection connection(TenantId tenant, String account, Instant createdAt) {
    return Connection.create(
        id(),
        tenant,
        new AccountId(account),
        Play.wish("Production", "eu-central-1", Delivery.PULL),
        "external-id",
        1,
        createdAt.truncatedTo(ChronoUnit.MICROS));
  }

  private static Query query(
      TenantId tenant, ConnectionStatus status, String text, Position after, int limit) {
    return new Query(
        tenant,
        status == null ? Set.of() : Set.of(status),
        false,
        text,
        NOW.minusSeconds(60),
        after,
        limit);
  }

  private static Query deletedAfter(TenantId tenant, Instant instant) {
    return new Query(tenant, Set.of(ConnectionStatus.DELETED), null, null, instant, null, 10);
  }

  private static TenantId tenant() {
    return new TenantId("t-" + UUID.randomUUID());
  }

  private static ConnectionId id() {
    return new ConnectionId(UUID.randomUUID());
  }
}
