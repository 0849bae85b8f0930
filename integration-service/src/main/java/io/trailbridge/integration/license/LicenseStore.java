package io.trailbridge.integration.license;

import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.license.domain.License;
import io.trailbridge.integration.license.domain.Sweep;
import java.time.Instant;
import java.util.Optional;

/** Licences and the sweeps that follow their changes. Each method needs a transaction. */
public interface LicenseStore {

  /** The tenant's licence. */
  Optional<License> find(TenantId tenant);

  /** As {@link #find}, and it does not change before this transaction's end. */
  Optional<License> share(TenantId tenant);

  /** Keeps the licence where its version is higher than the kept one's; else false. */
  boolean offer(License license);

  /** A sweep is to be made; one of the same tenant that is under way begins again as this one. */
  void schedule(Sweep sweep, Instant dueAt);

  /** A due sweep that nobody else works on, until this transaction's end. */
  Optional<Sweep> takeDue(Instant now);

  /** The sweep reached every connection. */
  void finish(Sweep sweep);
}
