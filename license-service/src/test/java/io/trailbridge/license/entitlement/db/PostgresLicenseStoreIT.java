package io.trailbridge.license.entitlement.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.license.TestbedResource;
import io.trailbridge.license.entitlement.LicenseStore;
import io.trailbridge.license.entitlement.LicenseStoreContract;
import io.trailbridge.license.entitlement.domain.License;
import io.trailbridge.messaging.Transactions;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class PostgresLicenseStoreIT extends LicenseStoreContract {
  private static final Instant MILLENNIUM = Instant.parse("2000-01-01T00:00:00Z");

  @Inject LicenseStore store;
  @Inject Transactions transactions;

  @Override
  protected void inTransaction(Runnable work) {
    assertThatThrownBy(
            () ->
                transactions.asSystem(
                    "test",
                    () -> {
                      work.run();
                      throw new RollBack();
                    }))
        .isInstanceOf(RollBack.class);
  }

  @Override
  protected LicenseStore store() {
    return store;
  }

  @Test
  void shouldLeaveOutWhatAnotherTransactionHolds() {
    // Given
    License one = license("one", 1, List.of(day(1, 2)), null, null);
    License two = license("two", 1, List.of(day(1, 2)), null, null);
    inTransaction(
        () -> {
          store.save(one, due(1));
          store.save(two, due(2));
          // When
          int seenByAnother =
              CompletableFuture.supplyAsync(
                      () ->
                          transactions.asSystem("test", () -> store.lockDue(MILLENNIUM, 9).size()))
                  .join();
          // Then
          assertThat(seenByAnother).isZero();
          assertThat(store.lockDue(MILLENNIUM, 9)).containsExactly(one, two);
        });
  }

  @Test
  void shouldShowATenantItsOwnLicencesAlone() {
    // Given
    License foreign =
        license("foreign", 1, List.of(day(20_000, 30_000)), day(20_000, 30_000), null);
    transactions.asTenant(
        foreign.tenantId(), () -> store.save(foreign, Optional.of(day(20_000, 30_000).until())));
    // When
    transactions.asTenant(
        tenant("own"),
        () -> {
          // Then
          assertThat(store.find(foreign.tenantId(), LicensePackage.PUBLIC_CLOUD)).isEmpty();
          assertThat(store.expiring(Instant.parse("9999-01-01T00:00:00Z"), null, 9)).isEmpty();
          assertThat(store.nextDue()).isEmpty();
        });
    assertThatThrownBy(
            () ->
                transactions.asTenant(
                    tenant("own"),
                    () -> store.save(license("other", 1, List.of(), null, day(1, 2)), due(1))))
        .hasStackTraceContaining("row-level security");
  }

  private static final class RollBack extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
