package io.trailbridge.license.entitlement.domain;

import io.trailbridge.contracts.license.LicenseEvent;
import java.util.List;

/** What becomes of an input. */
public sealed interface Decision {

  /**
   * The licence is another one now.
   *
   * @param events what the others have to know, oldest first; empty where they know enough
   */
  record Moved(License next, List<LicenseEvent> events) implements Decision {
    public Moved {
      events = List.copyOf(events);
    }
  }

  /** Nothing changes: a repeat, or nothing is due. */
  record Stale(License license) implements Decision {}

  /** The input makes no sense; every wrong field has its sentence. */
  record Refused(List<Refusal> refusals) implements Decision {
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * Why one field was refused.
   *
   * @param field {@code validFrom} or {@code validUntil}
   * @param message a sentence for whoever sent it, without what was sent
   */
  record Refusal(String field, String message) {}
}
