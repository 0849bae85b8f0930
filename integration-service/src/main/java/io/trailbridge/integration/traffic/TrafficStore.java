package io.trailbridge.integration.traffic;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.traffic.domain.Minute;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Keeps minutes. Each method needs a transaction. */
public interface TrafficStore {

  /** Adds to what is known of this minute; nothing where the tenant has no such connection. */
  void add(Minute minute);

  /** The minutes of these connections from then on, the oldest first. */
  List<Minute> since(Collection<ConnectionId> connections, Instant from);

  /** Forgets at most so many minutes that are older; how many it were. */
  int forget(Instant before, int most);
}
