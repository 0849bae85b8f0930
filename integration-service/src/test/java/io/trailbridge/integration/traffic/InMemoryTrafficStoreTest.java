package io.trailbridge.integration.traffic;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.util.UUID;
import java.util.function.Supplier;

class InMemoryTrafficStoreTest implements TrafficStoreContract {
  private final InMemoryTrafficStore store = new InMemoryTrafficStore();

  @Override
  public TrafficStore store() {
    return store;
  }

  @Override
  public <T> T asSystem(Supplier<T> work) {
    return work.get();
  }

  @Override
  public <T> T asTenant(TenantId tenant, Supplier<T> work) {
    return work.get();
  }

  @Override
  public ConnectionId connectionOf(TenantId tenant) {
    ConnectionId id = new ConnectionId(UUID.randomUUID());
    store.there(id, tenant);
    return id;
  }

  @Override
  public TenantId tenant() {
    return new TenantId("traffic");
  }
}
