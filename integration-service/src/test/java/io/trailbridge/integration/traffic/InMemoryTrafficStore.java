package io.trailbridge.integration.traffic;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.traffic.domain.Minute;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Minutes in a map, with the connections that there are. */
final class InMemoryTrafficStore implements TrafficStore {
  private final Map<ConnectionId, TenantId> connections = new HashMap<>();
  private final Map<Minute.Of, Minute> minutes = new HashMap<>();

  void there(ConnectionId id, TenantId tenant) {
    connections.put(id, tenant);
  }

  @Override
  public void add(Minute minute) {
    if (minute.of().tenant().equals(connections.get(minute.of().connection()))) {
      minutes.merge(minute.of(), minute, Minute::plus);
    }
  }

  @Override
  public List<Minute> since(Collection<ConnectionId> asked, Instant from) {
    return minutes.values().stream()
        .filter(it -> asked.contains(it.of().connection()) && !it.of().at().isBefore(from))
        .sorted(Comparator.comparing(it -> it.of().at()))
        .toList();
  }

  @Override
  public int forget(Instant before, int most) {
    List<Minute.Of> old =
        minutes.keySet().stream().filter(it -> it.at().isBefore(before)).limit(most).toList();
    old.forEach(minutes::remove);
    return old.size();
  }
}
