package io.trailbridge.integration.connection;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Lifecycle;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Connections in memory, for tests of those who use a store. */
final class InMemoryConnectionStore implements ConnectionStore {
  private final Map<ConnectionId, Connection> connections = new HashMap<>();
  private final Map<ConnectionId, Instant> lastEvents = new HashMap<>();
  private final Map<ConnectionId, Instant> nextVerifications = new HashMap<>();
  private final Map<ConnectionId, Long> outages = new HashMap<>();
  private TenantId tenant;

  /** Runs work that sees one tenant; null: all. */
  <T> T as(TenantId one, Supplier<T> work) {
    tenant = one;
    try {
      return work.get();
    } finally {
      tenant = null;
    }
  }

  private Stream<Connection> seen() {
    return connections.values().stream()
        .filter(it -> tenant == null || it.tenantId().equals(tenant))
        .sorted(Comparator.comparing(Connection::id));
  }

  @Override
  public boolean insert(Connection connection) {
    if (isOccupied(connection)) {
      return false;
    }
    connections.put(connection.id(), connection);
    return true;
  }

  private boolean isOccupied(Connection asked) {
    return connections.values().stream()
        .filter(it -> it.lifecycle() != Lifecycle.DELETED && !it.id().equals(asked.id()))
        .anyMatch(it -> place(it).equals(place(asked)));
  }

  private static List<Object> place(Connection it) {
    return List.of(it.tenantId(), it.accountId(), it.wish().region(), it.wish().trail());
  }

  @Override
  public Optional<Connection> find(ConnectionId id) {
    return seen().filter(it -> it.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Connection> lock(ConnectionId id) {
    return find(id);
  }

  @Override
  public boolean save(Connection next) {
    if (next.lifecycle() != Lifecycle.DELETED && isOccupied(next)) {
      return false;
    }
    connections.put(next.id(), next);
    nextVerifications.putIfAbsent(next.id(), next.updatedAt().plusSeconds(900));
    return true;
  }

  @Override
  public void saveAll(List<Connection> next) {
    next.forEach(this::save);
  }

  @Override
  public List<Connection> page(Query query) {
    Comparator<Connection> newestFirst =
        Comparator.comparing(Connection::createdAt).thenComparing(Connection::id).reversed();
    return seen()
        .filter(it -> it.tenantId().equals(query.tenant()))
        .filter(it -> it.deletedAt() == null || it.deletedAt().isAfter(query.deletedAfter()))
        .filter(it -> isWithin(query.statuses(), it))
        .filter(
            it -> query.organization() == null || query.organization() == it.wish().organization())
        .filter(it -> query.text() == null || matches(it, query.text().toLowerCase(Locale.ROOT)))
        .filter(it -> query.after() == null || isAfter(it, query.after()))
        .sorted(newestFirst)
        .limit(query.limit())
        .toList();
  }

  @Override
  public long count(TenantId of, Set<ConnectionStatus> statuses) {
    return seen().filter(it -> it.tenantId().equals(of) && statuses.contains(it.status())).count();
  }

  private static boolean isWithin(Set<ConnectionStatus> statuses, Connection it) {
    return statuses.isEmpty() || statuses.contains(it.status());
  }

  private static boolean matches(Connection it, String text) {
    return it.searchText().contains(text);
  }

  private static boolean isAfter(Connection it, Position after) {
    int compared = it.createdAt().compareTo(after.createdAt());
    return compared < 0 || (compared == 0 && it.id().compareTo(after.id()) < 0);
  }

  @Override
  public List<Connection> lockForLicense(TenantId of, long version, boolean release, int limit) {
    return seen()
        .filter(it -> it.tenantId().equals(of) && it.licenseVersion() < version)
        .filter(it -> it.holds().has(Hold.LICENSE) == release)
        .filter(it -> it.lifecycle() != Lifecycle.DELETING && it.lifecycle() != Lifecycle.DELETED)
        .limit(limit)
        .toList();
  }

  @Override
  public List<Connection> lockForVerification(Instant now, Instant next, int limit) {
    List<Connection> due =
        seen()
            .filter(it -> it.lifecycle() == Lifecycle.PROVISIONED && it.holds().isEmpty())
            .filter(it -> !nextVerifications.getOrDefault(it.id(), Instant.MAX).isAfter(now))
            .limit(limit)
            .toList();
    due.forEach(it -> nextVerifications.put(it.id(), next));
    return due;
  }

  @Override
  public List<Connection> lockForOutage(long outage, int limit) {
    List<Connection> some =
        seen()
            .filter(
                it ->
                    it.lifecycle() == Lifecycle.PROVISIONING
                        || it.lifecycle() == Lifecycle.PROVISIONED)
            .filter(it -> outages.getOrDefault(it.id(), 0L) < outage)
            .limit(limit)
            .toList();
    some.forEach(it -> outages.put(it.id(), outage));
    return some;
  }

  @Override
  public List<Connection> removeDeletedBefore(Instant instant, int limit) {
    List<Connection> gone =
        seen()
            .filter(it -> it.deletedAt() != null && it.deletedAt().isBefore(instant))
            .limit(limit)
            .toList();
    gone.forEach(it -> connections.remove(it.id()));
    return gone;
  }

  @Override
  public Map<ConnectionId, Instant> lastEvents(Set<ConnectionId> ids) {
    Map<ConnectionId, Instant> last = new HashMap<>(lastEvents);
    last.keySet().retainAll(ids);
    return last;
  }

  @Override
  public void sawEvent(ConnectionId id, TenantId of, Instant at) {
    Connection connection = connections.get(id);
    if (connection != null && connection.tenantId().equals(of)) {
      lastEvents.merge(id, at, (is, other) -> other.isAfter(is) ? other : is);
    }
  }
}
