package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import io.trailbridge.provisioning.connection.domain.Verification;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks whether all is well and tells; repairs nothing and remembers nothing. */
@ApplicationScoped
class Verify {
  private final CustomerAccounts accounts;
  private final Results results;

  Verify(CustomerAccounts accounts, Results results) {
    this.accounts = accounts;
    this.results = results;
  }

  /** False where a newer wish made it pointless: what was seen may be half done. */
  boolean run(Work work, long generation) {
    Verification seen = accounts.verify(work);
    if (!work.wished().getAsBoolean()) {
      return false;
    }
    results.publish(
        new ConnectionVerified(
            work.connection(),
            work.tenant(),
            generation,
            seen.health(),
            seen.checks(),
            seen.lastDeliveryAt()));
    return true;
  }
}
