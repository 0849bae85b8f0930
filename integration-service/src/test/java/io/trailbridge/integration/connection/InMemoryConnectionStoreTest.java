package io.trailbridge.integration.connection;

import io.trailbridge.contracts.shared.TenantId;
import java.util.function.Supplier;

class InMemoryConnectionStoreTest implements ConnectionStoreContract {
  private final InMemoryConnectionStore store = new InMemoryConnectionStore();

  @Override
  public ConnectionStore store() {
    return store;
  }

  @Override
  public <T> T asTenant(TenantId tenant, Supplier<T> work) {
    return store.as(tenant, work);
  }

  @Override
  public <T> T asSystem(Supplier<T> work) {
    return store.as(null, work);
  }
}
