package io.trailbridge.integration.connection;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.BackfillStore.Progress;
import io.trailbridge.integration.connection.ConnectionStore.Query;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Gap;
import io.trailbridge.integration.connection.domain.Verification;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Connections together with what is counted apart from their facts, for those who look. */
@ApplicationScoped
public class ConnectionViews {
  private final Transactions transactions;
  private final ConnectionStore store;
  private final BackfillStore backfills;
  private final VerificationStore verifications;
  private final ConnectionConfig config;
  private final Clock clock;

  ConnectionViews(
      Transactions transactions,
      ConnectionStore store,
      BackfillStore backfills,
      VerificationStore verifications,
      ConnectionConfig config,
      Clock clock) {
    this.transactions = transactions;
    this.store = store;
    this.backfills = backfills;
    this.verifications = verifications;
    this.config = config;
    this.clock = clock;
  }

  /**
   * A connection and what was counted of it.
   *
   * @param lastEventAt the newest event that came out; null: none
   * @param fetches of its gaps
   */
  public record Seen(
      Connection connection, @Nullable Instant lastEventAt, Map<GapId, Progress> fetches) {}

  /** A connection of the tenant; one that was deleted long ago is not found any more. */
  public Optional<Seen> find(TenantId tenant, ConnectionId id) {
    return transactions.asTenant(
        tenant, () -> shown(tenant, id).map(it -> with(List.of(it)).getFirst()));
  }

  /** What the newest look at a connection of the tenant found. */
  public Optional<Verification> verification(TenantId tenant, ConnectionId id) {
    return transactions.asTenant(
        tenant, () -> shown(tenant, id).map(it -> verifications.find(it.id())));
  }

  private Optional<Connection> shown(TenantId tenant, ConnectionId id) {
    return store.find(id).filter(it -> it.tenantId().equals(tenant) && isShown(it));
  }

  /** The same connection as it is after a change. */
  public Seen of(Connection connection) {
    return transactions.asTenant(connection.tenantId(), () -> with(List.of(connection)).getFirst());
  }

  /** Connections of the query's tenant, newest first. */
  public List<Seen> page(Query query) {
    return transactions.asTenant(query.tenant(), () -> with(store.page(query)));
  }

  /** Deleted connections are shown where it was after this. */
  public Instant deletedShownAfter() {
    return clock.instant().minus(config.deletedListed());
  }

  private boolean isShown(Connection connection) {
    Instant deletedAt = connection.deletedAt();
    return deletedAt == null || deletedAt.isAfter(deletedShownAfter());
  }

  private List<Seen> with(List<Connection> connections) {
    Set<ConnectionId> ids = new HashSet<>();
    Set<GapId> gaps = new HashSet<>();
    for (Connection connection : connections) {
      ids.add(connection.id());
      connection.gaps().stream().map(Gap::id).forEach(gaps::add);
    }
    Map<ConnectionId, Instant> last = store.lastEvents(ids);
    Map<GapId, Progress> progress = backfills.progress(gaps);
    return connections.stream()
        .map(connection -> new Seen(connection, last.get(connection.id()), progress))
        .toList();
  }
}
