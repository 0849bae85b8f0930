package io.trailbridge.integration.connection;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.messaging.Transactions;
import jakarta.inject.Inject;
import java.util.function.Supplier;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class PostgresConnectionStoreIT implements ConnectionStoreContract {
  @Inject ConnectionStore store;
  @Inject Transactions transactions;

  @Override
  public ConnectionStore store() {
    return store;
  }

  @Override
  public <T> T asTenant(TenantId tenant, Supplier<T> work) {
    return transactions.asTenant(tenant, work);
  }

  @Override
  public <T> T asSystem(Supplier<T> work) {
    return transactions.asSystem("contract test", work);
  }
}
