package io.trailbridge.license.entitlement.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.license.TestbedResource;
import io.trailbridge.license.entitlement.LicenseHistory;
import io.trailbridge.license.entitlement.LicenseHistoryContract;
import io.trailbridge.license.entitlement.Wish;
import io.trailbridge.license.entitlement.domain.Input;
import io.trailbridge.messaging.Transactions;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class PostgresLicenseHistoryIT extends LicenseHistoryContract {
  private static final LicensePackage CLOUD = LicensePackage.PUBLIC_CLOUD;

  @Inject LicenseHistory history;
  @Inject Transactions transactions;

  @Override
  protected void inTransaction(Runnable work) {
    transactions.asSystem("test", work);
  }

  @Override
  protected LicenseHistory history() {
    return history;
  }

  @Test
  void shouldShowATenantItsOwnHistoryAlone() {
    // Given
    Wish wish = new Wish(new Input.Revoke(), null, "billing");
    transactions.asTenant(tenant, () -> history.asked(tenant, CLOUD, wish, Instant.EPOCH));
    // When
    transactions.asTenant(
        other,
        () ->
            // Then
            assertThat(history.wishes(tenant, CLOUD, Long.MAX_VALUE, 9)).isEmpty());
    assertThatThrownBy(
            () ->
                transactions.asTenant(
                    other, () -> history.asked(tenant, CLOUD, wish, Instant.EPOCH)))
        .hasStackTraceContaining("row-level security");
  }
}
