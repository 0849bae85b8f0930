package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Failed;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Superseded;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Unfinished;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Many connections at once, each on a virtual thread of its own: few calls, and flat memory. */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class CrowdProof {
  private static final int CROWD = Proofs.isLong() ? 200 : 10;
  private static final int MOST_CALLS = 25;
  private static final int RUNS = 20;

  /** The heap is that of broker and emulator too: they stand in the same process. */
  private static final long MOST_GROWTH = 48L * 1024 * 1024;

  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;

  @Test
  void shouldProvisionManyAtOnceInFlatMemory() {
    // Given
    List<Fixture> crowd =
        Proofs.sideBySide(Collections.<Supplier<Fixture>>nCopies(CROWD, this::ready));
    int alone = provision(ready());
    long before = heap();

    // When
    List<Integer> calls =
        Proofs.sideBySide(
            CROWD, crowd.stream().<Supplier<Integer>>map(it -> () -> provision(it)).toList());
    long after = heap();

    // Then
    System.out.printf(
        "crowd proof: %d connections provisioned at once on virtual threads; calls %d alone, %d to"
            + " %d in the crowd; heap %d MiB before, %d MiB after%n",
        CROWD, alone, Collections.min(calls), Collections.max(calls), before >> 20, after >> 20);
    assertThat(alone).as("calls of a provision").isLessThanOrEqualTo(MOST_CALLS);
    assertThat(after - before).as("growth of the heap").isLessThan(MOST_GROWTH);
    assertThat(crowd).allMatch(it -> customer.namesOf(it).size() == 3);
  }

  private Fixture ready() {
    Fixture connection = customer.connect();
    control.state(connection, ConnectionStatus.PROVISIONING, 1, false);
    return connection;
  }

  /** As the use case does: in a crowd, a confirmation may come after the wait for it. */
  private int provision(Fixture connection) {
    Work work =
        new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), () -> true);
    int calls = 0;
    for (int run = 1; run <= RUNS; run++) {
      switch (accounts.reconcile(work)) {
        case Reconciled done -> {
          return calls + done.calls();
        }
        case Unfinished later -> calls += later.calls();
        case Failed failed -> throw new AssertionError(failed.finding().toString());
        case Superseded _ -> throw new AssertionError("superseded");
      }
    }
    throw new AssertionError("not provisioned: " + connection.id());
  }

  /** What is in use once all that can go is gone. */
  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
