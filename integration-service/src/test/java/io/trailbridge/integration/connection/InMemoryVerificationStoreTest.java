package io.trailbridge.integration.connection;

import io.trailbridge.contracts.shared.TenantId;
import java.util.function.Supplier;

class InMemoryVerificationStoreTest implements VerificationStoreContract {
  private final InMemoryConnectionStore connections = new InMemoryConnectionStore();
  private final VerificationStore store = new InMemoryVerificationStore(connections);

  @Override
  public ConnectionStore connections() {
    return connections;
  }

  @Override
  public VerificationStore store() {
    return store;
  }

  @Override
  public <T> T asTenant(TenantId tenant, Supplier<T> work) {
    return connections.as(tenant, work);
  }

  @Override
  public <T> T asSystem(Supplier<T> work) {
    return connections.as(null, work);
  }
}
