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
import io.trailbridge.testbed.aws.SandboxAws.Weather;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An AWS that throttles, fails, loses its answers, ends sessions before their time, answers with
 * what is no answer and takes long to hear of a new role: each provision ends where one in fair
 * weather ends, and the account holds nothing else.
 */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class HostileProof {
  private static final int PROVISIONS = Proofs.isLong() ? 200 : 5;
  private static final int AT_ONCE = Proofs.isLong() ? 32 : 5;

  /** Longer than the tests of a build can wait, in the full proof alone. */
  private static final Duration LAG = Duration.ofSeconds(Proofs.isLong() ? 30 : 0);

  private static final long SEED = 20261128;
  private static final int RUNS = 40;

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
    Fixture fair = ready();
    Provision clean = provision(fair);
    String wanted = Snapshot.of(customer, fair);

    // When
    List<Supplier<Provision>> tasks = new ArrayList<>();
    for (int i = 0; i < PROVISIONS; i++) {
      long seed = SEED + i;
      tasks.add(() -> inBadWeather(seed));
    }
    List<Provision> provisions = Proofs.sideBySide(AT_ONCE, tasks);
    customer.sandbox().clearFaults();

    // Then
    print(clean, provisions);
    for (int i = 0; i < PROVISIONS; i++) {
      Provision provision = provisions.get(i);
      assertThat(provision.ended()).as("seed %d", SEED + i).isEmpty();
      assertThat(Snapshot.of(customer, provision.connection()))
          .as("seed %d", SEED + i)
          .isEqualTo(wanted);
    }
    assertThat(provisions.stream().mapToInt(Provision::calls).average().orElseThrow())
        .as("calls a provision, beside those in fair weather")
        .isLessThanOrEqualTo(3.0 * clean.calls());
  }

  private Provision inBadWeather(long seed) {
    Fixture connection = Fixture.anywhere();
    customer
        .sandbox()
        .weather(
            connection.account().value(), new Weather(seed, 0.30, 0.10, 0.05, 0.01, 0.01, LAG));
    customer.createRole(connection, connection.externalId());
    control.state(connection, ConnectionStatus.PROVISIONING, 1, false);
    return provision(connection);
  }

  private Fixture ready() {
    Fixture connection = customer.connect();
    control.state(connection, ConnectionStatus.PROVISIONING, 1, false);
    return connection;
  }

  /** As the use case does, but for its pauses between two runs. */
  private Provision provision(Fixture connection) {
    Work work =
        new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), () -> true);
    long began = System.nanoTime();
    int calls = 0;
    String ended = "not done";
    int runs = 0;
    while (ended.equals("not done") && runs < RUNS) {
      runs++;
      switch (accounts.reconcile(work)) {
        case Reconciled it -> {
          calls += it.calls();
          ended = "";
        }
        case Unfinished it -> calls += it.calls();
        case Failed it -> ended = it.finding().code() + " " + it.finding().message();
        case Superseded _ -> ended = "superseded";
      }
    }
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    return new Provision(connection, ended, calls, runs, millis);
  }

  private static void print(Provision clean, List<Provision> provisions) {
    System.out.printf(
        "hostile proof: %d provisions, %d converged; throttled 30 %%, failed 10 %%, answers lost"
            + " 5 %%, garbage 1 %%, sessions ended 1 %%, a new role unknown for %d s%n",
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
