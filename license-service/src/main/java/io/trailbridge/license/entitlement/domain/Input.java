package io.trailbridge.license.entitlement.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What may happen to a licence. */
public sealed interface Input {

  /** Somebody wants something of it. */
  sealed interface Wanted extends Input {

    /** Whether the outcome is to be the same, though one may add and the other set. */
    default boolean asksTheSameAs(Wanted other) {
      return this instanceof Revoke == other instanceof Revoke
          && Objects.equals(micros(from()), micros(other.from()))
          && Objects.equals(micros(until()), micros(other.until()));
    }

    /** Inclusive; null: now, or nothing is granted. */
    @Nullable Instant from();

    /** Exclusive; null where nothing is granted. */
    @Nullable Instant until();

    private static @Nullable Instant micros(@Nullable Instant instant) {
      return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /**
   * An order bought a period. It joins the periods that it touches and takes nothing away, in
   * whatever order the orders come.
   *
   * @param from inclusive, null: now
   * @param until exclusive
   */
  record Add(@Nullable Instant from, Instant until) implements Wanted {}

  /**
   * Somebody says when the licence ends. The periods that the new one touches end with it, be that
   * sooner or later; the others stay.
   *
   * @param from inclusive, null: now
   * @param until exclusive
   */
  record Set(@Nullable Instant from, Instant until) implements Wanted {}

  /** The licence is taken back now, with all that was granted ahead. */
  record Revoke() implements Wanted {
    @Override
    public @Nullable Instant from() {
      return null;
    }

    @Override
    public @Nullable Instant until() {
      return null;
    }
  }

  /** Time went on. */
  record Tick() implements Input {}
}
