package io.trailbridge.integration.connection;

import io.trailbridge.integration.caller.domain.By;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.integration.license.LicenseEffect;
import io.trailbridge.integration.license.domain.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Holds and releases a tenant's connections as its licence goes. */
@ApplicationScoped
class LicenseHolds implements LicenseEffect {
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
    Input input =
        sweep.valid()
            ? new Input.LicenseRenewed(sweep.version())
            : new Input.LicenseExpired(sweep.version(), sweep.effectiveAt());
    By by = new By(By.LICENSE, null);
    for (Connection connection : some) {
      connections.apply(connection, input, by);
    }
    return some.size();
  }
}
