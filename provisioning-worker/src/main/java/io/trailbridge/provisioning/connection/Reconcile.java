package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ProvisioningResult;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import io.trailbridge.provisioning.connection.domain.Reconciliation;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Failed;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Superseded;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Unfinished;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Brings a connection to its wish: the one answer to provision, pause, resume and update. */
@ApplicationScoped
class Reconcile {
  private static final Logger LOG = Logger.getLogger(Reconcile.class);

  private final CustomerAccounts accounts;
  private final Results results;
  private final Patience patience;

  Reconcile(CustomerAccounts accounts, Results results, Patience patience) {
    this.accounts = accounts;
    this.results = results;
    this.patience = patience;
  }

  /** False where a newer wish made it pointless. */
  boolean run(Work work, long generation) {
    Patience.Waiting waiting = patience.start();
    int calls = 0;
    while (true) {
      switch (accounts.reconcile(work)) {
        case Reconciled done -> {
          publish(work, reconciled(work, generation, done, calls, waiting.elapsed()));
          return true;
        }
        case Failed failed -> {
          publish(work, failed(work, generation, failed.finding(), failed));
          return true;
        }
        case Unfinished unfinished -> {
          calls += unfinished.calls();
          LOG.warnf(
              "AWS could not be asked connection=%s code=%s resource=%s",
              work.connection(), unfinished.finding().code(), unfinished.finding().resource());
          if (!waiting.again(unfinished.after(), work.wished())) {
            publish(work, failed(work, generation, unfinished.finding(), unfinished));
            return true;
          }
        }
        case Superseded _ -> {
          LOG.infof("Reconcile broken off for a newer wish connection=%s", work.connection());
          return false;
        }
      }
    }
  }

  private void publish(Work work, ProvisioningResult result) {
    results.publish(result);
    LOG.infof(
        "Reconcile answered connection=%s tenant=%s result=%s",
        work.connection(), work.tenant(), result.getClass().getSimpleName());
  }

  /** The answer to a run that reached its wish. */
  static ConnectionReconciled reconciled(
      Work work, long generation, Reconciled done, int callsBefore, Duration elapsed) {
    return new ConnectionReconciled(
        work.connection(),
        work.tenant(),
        generation,
        true,
        done.forwarding(),
        done.organizationId(),
        done.inventory(),
        List.of(),
        work.spec().secretVersion(),
        callsBefore + done.calls(),
        elapsed.toMillis(),
        done.slowestCall());
  }

  private static ProvisioningFailed failed(
      Work work, long generation, Finding finding, Reconciliation outcome) {
    var inventory =
        switch (outcome) {
          case Failed failed -> failed.inventory();
          case Unfinished unfinished -> unfinished.inventory();
          case Reconciled done -> done.inventory();
          case Superseded _ -> List.<InventoryItem>of();
        };
    return new ProvisioningFailed(work.connection(), work.tenant(), generation, finding, inventory);
  }
}
