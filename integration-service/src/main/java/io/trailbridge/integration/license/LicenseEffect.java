package io.trailbridge.integration.license;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.license.domain.Sweep;
import java.util.List;

/** What a licence does to those who need it; the connections' room implements it. */
public interface LicenseEffect {

  /**
   * Carries the change to some that it did not reach yet, in the current transaction.
   *
   * @param limit at most so many
   * @return how many; fewer than {@code limit} means that none is left
   */
  int carryOut(Sweep sweep, int limit);

  /** Whom the end of the tenant's licence would stop, in the current transaction. */
  Stopping wouldStop(TenantId tenant, int limit);

  /**
   * Those that run now and would not without a licence.
   *
   * @param total all of them
   * @param first the newest of them
   */
  record Stopping(long total, List<Running> first) {}

  /** One that runs. */
  record Running(ConnectionId id, String name, String accountId, ConnectionStatus status) {}
}
