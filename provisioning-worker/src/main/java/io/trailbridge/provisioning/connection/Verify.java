package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Failed;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Superseded;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Unfinished;
import io.trailbridge.provisioning.connection.domain.Verification;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Looks whether all is well and tells. What is ours is mended at once, by the same reconcile that
 * made it, and looked at again; what is not is only told. Remembers nothing.
 */
@ApplicationScoped
class Verify {
  private static final Logger LOG = Logger.getLogger(Verify.class);

  private final CustomerAccounts accounts;
  private final Results results;
  private final Clock clock;

  Verify(CustomerAccounts accounts, Results results, Clock clock) {
    this.accounts = accounts;
    this.results = results;
    this.clock = clock;
  }

  /** False where a newer wish made it pointless: what was seen may be half done. */
  boolean run(Work work, long generation) {
    Verification seen = accounts.verify(work);
    if (!work.wished().getAsBoolean()) {
      return false;
    }
    publish(work, generation, seen);
    return !seen.canBeMended(work.spec().resources()) || mend(work, generation, seen);
  }

  private boolean mend(Work work, long generation, Verification seen) {
    Instant began = clock.instant();
    return switch (accounts.reconcile(work)) {
      case Reconciled done -> {
        Duration took = Duration.between(began, clock.instant());
        results.publish(Reconcile.reconciled(work, generation, done, 0, took));
        Verification after = accounts.verify(work);
        boolean wished = work.wished().getAsBoolean();
        if (wished) {
          publish(work, generation, after.mended(seen));
        }
        LOG.infof("Mended connection=%s health=%s", work.connection(), after.health());
        yield wished;
      }
      // What was seen is told; the next verification tries again.
      case Failed failed -> notMended(work, failed.finding());
      case Unfinished unfinished -> notMended(work, unfinished.finding());
      case Superseded _ -> false;
    };
  }

  private static boolean notMended(Work work, Finding finding) {
    LOG.warnf("Not mended connection=%s code=%s", work.connection(), finding.code());
    return true;
  }

  private void publish(Work work, long generation, Verification seen) {
    results.publish(
        new ConnectionVerified(
            work.connection(),
            work.tenant(),
            generation,
            seen.health(),
            seen.checks(),
            seen.lastDeliveryAt()));
  }
}
