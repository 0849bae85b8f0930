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
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Many connections at once, each on a virtual thread of its own: few calls, and memory that is flat
 * while they go on, seen each time that another quarter of them is done.
 */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class CrowdProof {
  private static final int CROWD = Proofs.isLong() ? 200 : 10;
  private static final int MOST_CALLS = 25;
  private static final int RUNS = 20;
  private static final int QUARTERS = 4;

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
    long before = live();
    AtomicInteger done = new AtomicInteger();
    Map<Integer, Long> marks = new ConcurrentSkipListMap<>();

    // When
    List<Integer> calls =
        Proofs.sideBySide(
            CROWD,
            crowd.stream()
                .<Supplier<Integer>>map(
                    it ->
                        () -> {
                          int took = provision(it);
                          int number = done.incrementAndGet();
                          if (number * QUARTERS / CROWD > (number - 1) * QUARTERS / CROWD) {
                            marks.put(number, live());
                          }
                          return took;
                        })
                .toList());
    long first = marks.values().iterator().next();

    // Then
    System.out.printf(
        "crowd proof: %d connections provisioned at once on virtual threads; calls %d alone, %d to"
            + " %d in the crowd; live after a collection %d KiB before, then by connections done %s%n",
        CROWD,
        alone,
        Collections.min(calls),
        Collections.max(calls),
        before >> 10,
        marks.entrySet().stream()
            .map(it -> it.getKey() + ": " + (it.getValue() >> 10) + " KiB")
            .collect(Collectors.joining(", ")));
    assertThat(alone).as("calls of a provision").isLessThanOrEqualTo(MOST_CALLS);
    assertThat(marks).hasSize(QUARTERS);
    assertThat(marks.values())
        .as("growth of the heap since the first quarter")
        .allMatch(it -> it - first < MOST_GROWTH / 2);
    assertThat(marks.get(CROWD) - before).as("growth of the heap").isLessThan(MOST_GROWTH);
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

  /** Bytes that a full collection left, whatever was made since. */
  private static synchronized long live() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(it -> it.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
