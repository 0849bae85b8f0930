package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.connection.Hold;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection is held. A set, so that a renewal never wakes what its user paused and a pause
 * that arrives twice changes nothing.
 *
 * @param since when each hold began
 * @param heldSince since when it is held without a break, whichever hold it was; null: not held
 */
public record Holds(Map<Hold, Instant> since, @Nullable Instant heldSince) {
  /** Not held. */
  public static final Holds NONE = new Holds(Map.of(), null);

  /** Keeps its own copy, in the order of the enum. */
  public Holds {
    since =
        since.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<Hold, Instant>(since));
  }

  /** Whether nothing holds it. */
  public boolean isEmpty() {
    return since.isEmpty();
  }

  /** Whether this hold is there, alone or not. */
  public boolean has(Hold hold) {
    return since.containsKey(hold);
  }

  /** The holds in the order of the enum. */
  public Set<Hold> kinds() {
    return since.keySet();
  }

  Holds with(Hold hold, Instant at) {
    if (has(hold)) {
      return this;
    }
    Map<Hold, Instant> more = new EnumMap<>(Hold.class);
    more.putAll(since);
    more.put(hold, at);
    return new Holds(more, heldSince == null ? at : heldSince);
  }

  Holds without(Hold hold) {
    if (!has(hold)) {
      return this;
    }
    Map<Hold, Instant> fewer = new EnumMap<>(Hold.class);
    fewer.putAll(since);
    fewer.remove(hold);
    return fewer.isEmpty() ? NONE : new Holds(fewer, heldSince);
  }
}
