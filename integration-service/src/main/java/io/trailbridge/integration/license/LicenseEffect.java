package io.trailbridge.integration.license;

import io.trailbridge.integration.license.domain.Sweep;

/** What a licence does to those who need it; the connections' room implements it. */
public interface LicenseEffect {

  /**
   * Carries the change to some that it did not reach yet, in the current transaction.
   *
   * @param limit at most so many
   * @return how many; fewer than {@code limit} means that none is left
   */
  int carryOut(Sweep sweep, int limit);
}
