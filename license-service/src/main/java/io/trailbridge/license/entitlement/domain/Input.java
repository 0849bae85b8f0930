package io.trailbridge.license.entitlement.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What may happen to a licence. */
public sealed interface Input {

  /**
   * An order bought a period. It joins the periods that it touches and takes nothing away, in
   * whatever order the orders come.
   *
   * @param from inclusive, null: now
   * @param until exclusive
   */
  record Add(@Nullable Instant from, Instant until) implements Input {}

  /**
   * Somebody says when the licence ends. The periods that the new one touches end with it, be that
   * sooner or later; the others stay.
   *
   * @param from inclusive, null: now
   * @param until exclusive
   */
  record Set(@Nullable Instant from, Instant until) implements Input {}

  /** The licence is taken back now, with all that was granted ahead. */
  record Revoke() implements Input {}

  /** Time went on. */
  record Tick() implements Input {}
}
