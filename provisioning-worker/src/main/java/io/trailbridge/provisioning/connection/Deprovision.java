package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.DeprovisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionDeprovisioned;
import io.trailbridge.provisioning.connection.domain.Removal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Takes back what Trailbridge made. */
@ApplicationScoped
class Deprovision {
  private static final Logger LOG = Logger.getLogger(Deprovision.class);

  private final CustomerAccounts accounts;
  private final Results results;
  private final Patience patience;

  Deprovision(CustomerAccounts accounts, Results results, Patience patience) {
    this.accounts = accounts;
    this.results = results;
    this.patience = patience;
  }

  /** False where a newer wish made it pointless. */
  boolean run(Work work, DeprovisionConnection command) {
    Patience.Waiting waiting = patience.start();
    Set<InventoryItem> removed = new LinkedHashSet<>();
    while (true) {
      Removal removal = accounts.remove(work, command.deleteLogs(), command.inventory());
      removed.addAll(removal.removed());
      if (!work.wished().getAsBoolean()) {
        return false;
      }
      if (removal.passing() && waiting.again(Duration.ZERO, work.wished())) {
        continue;
      }
      results.publish(
          new ConnectionDeprovisioned(
              work.connection(),
              work.tenant(),
              command.generation(),
              List.copyOf(removed),
              removal.left()));
      LOG.infof(
          "Deprovision answered connection=%s tenant=%s removed=%d left=%d",
          work.connection(), work.tenant(), removed.size(), removal.left().size());
      return true;
    }
  }
}
