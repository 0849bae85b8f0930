package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Failed;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Superseded;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Unfinished;
import io.trailbridge.testbed.aws.SandboxAws.Weather;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An AWS that throttles, fails, loses its answers, ends sessions before their time, answers with
 * what is no answer and takes long to hear of a new role and its policy: each provision ends where
 * one in fair weather ends, and the account holds nothing else.
 */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class HostileProof {
  private static final int PROVISIONS = Proofs.isLong() ? 200 : 5;

  /** Every so many connections have a forwarder. */
  private static final int PUSHING = 3;

  private static final int AT_ONCE = Proofs.isLong() ? 32 : 5;

  /** Longer than the tests of a build can wait, in the full proof alone. */
  private static final Duration LAG = Duration.ofSeconds(Proofs.isLong() ? 30 : 0);

  private static final long SEED = 20261128;
  private static final int RUNS = 40;
  private static final String UNFINISHED = "not done";

  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;

  /**
   * How a provision went.
   *
   * @param ended what it ended as; empty where it converged
   */
  private record Provision(Fixture connection, String ended, int calls, int runs, long millis) {}

  @AfterEach
  void clearTheSky() {
    customer.sandbox().clearFaults();
  }

  @Test
  void shouldProvisionInAnyWeather() {
    // Given
    Map<Delivery, Provision> clean = new EnumMap<>(Delivery.class);
    Map<Delivery, String> wanted = new EnumMap<>(Delivery.class);
    for (Fixture fair : List.of(customer.connect(), customer.connectPushing())) {
      control.state(fair, ConnectionStatus.PROVISIONING, 1, false);
      clean.put(fair.delivery(), provision(fair));
      wanted.put(fair.delivery(), Snapshot.of(customer, fair));
    }

    // When
    List<Supplier<Provision>> tasks = new ArrayList<>();
    for (int i = 0; i < PROVISIONS; i++) {
      long seed = SEED + i;
      boolean pushing = i % PUSHING == 1;
      tasks.add(() -> inBadWeather(seed, pushing));
    }
    List<Provision> provisions = Proofs.sideBySide(AT_ONCE, tasks);
    customer.sandbox().clearFaults();

    // Then
    clean.forEach(
        (delivery, fair) ->
            print(
                fair,
                delivery,
                provisions.stream().filter(it -> it.connection().delivery() == delivery).toList()));
    for (int i = 0; i < PROVISIONS; i++) {
      Provision provision = provisions.get(i);
      assertThat(provision.ended()).as("seed %d", SEED + i).isEmpty();
      assertThat(Snapshot.of(customer, provision.connection()))
          .as("seed %d", SEED + i)
          .isEqualTo(wanted.get(provision.connection().delivery()));
    }
    assertThat(provisions.stream().mapToInt(Provision::calls).average().orElseThrow())
        .as("calls a provision, beside those in fair weather")
        .isLessThanOrEqualTo(
            3.5
                * provisions.stream()
                    .mapToInt(it -> clean.get(it.connection().delivery()).calls())
                    .average()
                    .orElseThrow());
  }

  private Provision inBadWeather(long seed, boolean pushing) {
    Fixture connection = pushing ? Fixture.anywhere().pushing() : Fixture.anywhere();
    customer
        .sandbox()
        .weather(
            connection.account().value(),
            new Weather(seed, 0.30, 0.10, 0.05, 0.01, 0.01, LAG, LAG));
    customer.createRole(connection, connection.externalId());
    if (pushing) {
      customer.createForwarderRole(connection);
    }
    control.state(connection, ConnectionStatus.PROVISIONING, 1, false);
    return provision(connection);
  }

  /** As the use case does, but for its pauses between two runs. */
  private Provision provision(Fixture connection) {
    Work work =
        new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), true, () -> true);
    long began = System.nanoTime();
    int calls = 0;
    String ended = UNFINISHED;
    int runs = 0;
    while (ended.startsWith(UNFINISHED) && runs < RUNS) {
      runs++;
      switch (accounts.reconcile(work)) {
        case Reconciled it -> {
          calls += it.calls();
          ended = "";
        }
        case Unfinished it -> {
          calls += it.calls();
          ended = UNFINISHED + ", at last by " + it.finding().message();
        }
        case Failed it -> ended = it.finding().code() + " " + it.finding().message();
        case Superseded _ -> ended = "superseded";
      }
    }
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    return new Provision(connection, ended, calls, runs, millis);
  }

  private static void print(Provision clean, Delivery delivery, List<Provision> provisions) {
    provisions.stream()
        .filter(it -> !it.ended().isEmpty())
        .forEach(
            it -> System.out.printf("hostile proof: %s %s%n", it.connection().id(), it.ended()));
    System.out.printf(
        "hostile proof: %s: %d provisions, %d converged; throttled 30 %%, failed 10 %%, answers lost"
            + " 5 %%, garbage 1 %%, sessions ended 1 %%, a new role unknown for %d s%n",
        delivery,
        provisions.size(),
        provisions.stream().filter(it -> it.ended().isEmpty()).count(),
        LAG.toSeconds());
    System.out.printf(
        "hostile proof: calls a provision %d in fair weather, mean %.0f, p50 %d, p99 %d; runs p50"
            + " %d, p99 %d; milliseconds p50 %d, p99 %d%n",
        clean.calls(),
        provisions.stream().mapToInt(Provision::calls).average().orElseThrow(),
        at(50, provisions, Provision::calls),
        at(99, provisions, Provision::calls),
        at(50, provisions, Provision::runs),
        at(99, provisions, Provision::runs),
        at(50, provisions, it -> (int) it.millis()),
        at(99, provisions, it -> (int) it.millis()));
  }

  private static int at(int percent, List<Provision> provisions, ToIntFunction<Provision> of) {
    int[] sorted = provisions.stream().mapToInt(of).sorted().toArray();
    return sorted[
        Math.min(sorted.length - 1, (int) Math.ceil(percent / 100.0 * sorted.length) - 1)];
  }
}
