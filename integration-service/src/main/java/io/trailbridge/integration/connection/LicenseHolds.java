package io.trailbridge.integration.connection;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.caller.domain.By;
import io.trailbridge.integration.connection.ConnectionStore.Query;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.integration.license.LicenseEffect;
import io.trailbridge.integration.license.domain.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Holds and releases a tenant's connections as its licence goes. */
@ApplicationScoped
class LicenseHolds implements LicenseEffect {
  /** Who stands behind what a licence does. */
  static final By BY = new By(By.LICENSE, null);

  /** Those that are wished for in AWS; the others are held or not there. */
  private static final Set<ConnectionStatus> RUNNING =
      EnumSet.of(
          ConnectionStatus.PROVISIONING, ConnectionStatus.ACTIVE, ConnectionStatus.DISCONNECTED);

  private final ConnectionStore store;
  private final Connections connections;

  LicenseHolds(ConnectionStore store, Connections connections) {
    this.store = store;
    this.connections = connections;
  }

  @Override
  public int carryOut(Sweep sweep, int limit) {
    List<Connection> some =
        store.lockForLicense(sweep.tenantId(), sweep.version(), sweep.valid(), limit);
    connections.applyAll(some, input(sweep), BY);
    return some.size();
  }

  /** What a licence's change is for a connection. */
  static Input input(Sweep sweep) {
    return sweep.valid()
        ? new Input.LicenseRenewed(sweep.version())
        : new Input.LicenseExpired(sweep.version(), sweep.effectiveAt());
  }

  @Override
  public Stopping wouldStop(TenantId tenant, int limit) {
    List<Running> first =
        store.page(new Query(tenant, RUNNING, null, null, Instant.EPOCH, null, limit)).stream()
            .map(LicenseHolds::running)
            .toList();
    return new Stopping(store.count(tenant, RUNNING), first);
  }

  private static Running running(Connection it) {
    return new Running(it.id(), it.wish().name(), it.accountId().value(), it.status());
  }
}
