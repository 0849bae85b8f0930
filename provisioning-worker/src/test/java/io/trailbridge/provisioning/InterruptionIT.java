package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Reconciliation;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Superseded;
import io.trailbridge.provisioning.connection.domain.Removal;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A provisioning that ends between any two calls to AWS. */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class InterruptionIT {
  private static final int MORE_THAN_IT_TAKES = 100;

  /** Every third cut in the tests of a build; every cut in the long form. */
  private static final int STEP = Proofs.isLong() ? 1 : 3;

  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;

  @Test
  void shouldLeaveNothingWhereADeletionComesBetweenAnyTwoCalls() {
    assertThat(cutAfterEachCall(customer::connect)).isGreaterThan(17 / STEP);
  }

  @Test
  void shouldLeaveNothingOfAForwarderWhereADeletionComesBetweenAnyTwoCalls() {
    assertThat(cutAfterEachCall(customer::connectPushing)).isGreaterThan(24 / STEP);
  }

  /** How many cuts there were. */
  private int cutAfterEachCall(Supplier<Fixture> connect) {
    int cuts = 0;
    for (int calls = 0; calls < MORE_THAN_IT_TAKES; calls += STEP) {
      // Given
      Fixture connection = connect.get();
      control.state(connection, ConnectionStatus.PROVISIONING, 1, false);
      Reconciliation cut = accounts.reconcile(work(connection, only(calls)));
      if (!(cut instanceof Superseded)) {
        break;
      }
      cuts++;

      // When
      Removal removal = accounts.remove(work(connection, () -> true), true, List.of());

      // Then
      List<String> named = customer.namesOf(connection);
      List<ResourceKind> left =
          removal.left().stream()
              .map(Leftover::kind)
              .filter(it -> it != ResourceKind.ROLE)
              .toList();
      if (!left.isEmpty()) {
        // Cut between making the bucket and tagging it: told, and left to the customer's word.
        assertThat(named).as("after %d calls", calls).containsExactly(connection.bucket());
        assertThat(left).containsExactly(ResourceKind.BUCKET);
      } else {
        assertThat(named).as("after %d calls", calls).isEmpty();
      }
    }
    System.out.println("deletions between two calls: " + cuts);
    return cuts;
  }

  private static Work work(Fixture connection, BooleanSupplier wished) {
    return new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), wished);
  }

  /** Wished for this many calls, and then no more. */
  private static BooleanSupplier only(int calls) {
    AtomicInteger left = new AtomicInteger(calls);
    return () -> left.getAndDecrement() > 0;
  }
}
