package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Reconciliation;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Superseded;
import io.trailbridge.provisioning.connection.domain.Removal;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.sns.SnsClient;

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

  /** What must be so after the removal. */
  private interface Proof {
    void of(Fixture connection, Removal removal, String cut);
  }

  @Test
  void shouldLeaveNothingWhereADeletionComesBetweenAnyTwoCalls() {
    assertThat(cutAfterEachCall(customer::connect, this::mustBeEmpty)).isGreaterThan(17 / STEP);
  }

  @Test
  void shouldLeaveNothingOfAForwarderWhereADeletionComesBetweenAnyTwoCalls() {
    assertThat(cutAfterEachCall(customer::connectPushing, this::mustBeEmpty))
        .isGreaterThan(24 / STEP);
  }

  @Test
  void shouldLeaveNothingInAnotherAccountWhereADeletionComesBetweenAnyTwoCalls() {
    Fixture management = Fixture.anywhere();
    Proof proof =
        (connection, removal, cut) -> {
          mustBeEmpty(connection, removal, cut);
          try (CloudTrailClient cloudTrail = customer.cloudTrail(management)) {
            assertThat(cloudTrail.listTrails(it -> {}).trails()).as(cut).isEmpty();
          }
        };
    assertThat(cutAfterEachCall(() -> customer.connectDelegate(management), proof))
        .isGreaterThan(19 / STEP);
  }

  @Test
  void shouldLeaveAnExistingTrailAsItWasWhereADeletionComesBetweenAnyTwoCalls() {
    assertThat(cutOnExisting(customer::connect, false)).isGreaterThan(15 / STEP);
    assertThat(cutOnExisting(customer::connect, true)).isGreaterThan(11 / STEP);
    assertThat(cutOnExisting(customer::connectPushing, true)).isGreaterThan(17 / STEP);
  }

  private int cutOnExisting(Supplier<Fixture> connect, boolean topic) {
    Map<ConnectionId, String> before = new HashMap<>();
    Supplier<Fixture> existing =
        () -> {
          Fixture connection = TheirTrails.under(customer, connect.get(), topic);
          before.put(connection.id(), Snapshot.of(customer, connection));
          return connection;
        };
    Proof proof =
        (connection, removal, cut) -> {
          assertThat(kindsLeft(removal)).as(cut).isEmpty();
          assertThat(Snapshot.of(customer, connection))
              .as(cut)
              .isEqualTo(before.get(connection.id()));
        };
    return cutAfterEachCall(existing, proof);
  }

  /** How many cuts there were. */
  private int cutAfterEachCall(Supplier<Fixture> connect, Proof proof) {
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
      awaitConfirmation(connection);

      // When
      Removal removal = accounts.remove(work(connection, () -> true), true, List.of());

      // Then
      proof.of(connection, removal, "after %d calls".formatted(calls));
    }
    System.out.println("deletions between two calls: " + cuts);
    return cuts;
  }

  /** What was subscribed just before the cut is confirmed all the same, and in nobody's list. */
  private void awaitConfirmation(Fixture connection) {
    try (SnsClient sns = customer.sns(connection)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  sns.listSubscriptions().subscriptions().stream()
                      .allMatch(it -> it.subscriptionArn().startsWith("arn:")));
    }
  }

  private void mustBeEmpty(Fixture connection, Removal removal, String cut) {
    List<String> named = customer.namesOf(connection);
    List<ResourceKind> left = kindsLeft(removal);
    if (!left.isEmpty()) {
      // Cut between making the bucket and tagging it: told, and left to the customer's word.
      assertThat(named).as(cut).containsExactly(connection.bucket());
      assertThat(left).as(cut).containsExactly(ResourceKind.BUCKET);
    } else {
      assertThat(named).as(cut).isEmpty();
    }
  }

  private static List<ResourceKind> kindsLeft(Removal removal) {
    return removal.left().stream()
        .map(Leftover::kind)
        .filter(it -> it != ResourceKind.ROLE)
        .toList();
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
