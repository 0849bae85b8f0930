package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Reconciliation;
import io.trailbridge.provisioning.connection.domain.Verification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every kind of resource of ours, and of theirs that we use, deleted or altered behind our back in
 * every way that we know: found by the next verification under its link; where it is ours to mend,
 * the account is as it was before, fact by fact; where not, it is told, and a reconcile leaves
 * everything as it found it.
 */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class DriftProof {
  /** On which all is altered that is mended again. */
  private static final int CONNECTIONS = 3;

  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;

  /** Alterations of one connection, one after the other. */
  private record Lane(Supplier<Fixture> connect, List<Alteration> alterations) {}

  /**
   * What came of an alteration.
   *
   * @param found by the verification, under its link, with something to do about it
   * @param offered whether the verification would have it mended
   * @param whole after a reconcile
   * @param strange the first fact of the account that is not as before the alteration where it is
   *     mended, and as after it where not
   */
  private record Row(
      Alteration alteration, boolean found, boolean offered, boolean whole, String strange) {
    boolean right() {
      return found && strange.isEmpty() && (alteration.ours() ? offered && whole : !whole);
    }
  }

  @Test
  void shouldFindEveryAlterationWithinOneVerification() {
    prove(lanes(Alteration.all(), customer::connect));
  }

  @Test
  void shouldFindEveryAlterationOfAForwarderWithinOneVerification() {
    prove(lanes(Alteration.ofForwarder(), customer::connectPushing));
  }

  @Test
  void shouldFindEveryAlterationAroundATrailOfTheirs() {
    List<Lane> lanes = new ArrayList<>();
    lanes.addAll(lanes(Alteration.onExisting(), () -> onTheirs(false)));
    lanes.addAll(lanes(Alteration.onExistingWithTopic(), () -> onTheirs(true)));
    lanes.addAll(
        lanes(
            Alteration.onOrganizations(),
            () -> TheirTrails.underOrganizations(customer, customer.connectOrganization())));
    prove(lanes);
  }

  private Fixture onTheirs(boolean topic) {
    return TheirTrails.under(customer, customer.connect(), topic);
  }

  /** What is told and not mended has a connection of its own. */
  private static List<Lane> lanes(List<Alteration> all, Supplier<Fixture> connect) {
    List<Alteration> mended = all.stream().filter(Alteration::ours).toList();
    List<Lane> lanes = new ArrayList<>();
    for (int lane = 0; lane < Math.min(CONNECTIONS, mended.size()); lane++) {
      List<Alteration> mine = new ArrayList<>();
      for (int i = lane; i < mended.size(); i += CONNECTIONS) {
        mine.add(mended.get(i));
      }
      lanes.add(new Lane(connect, mine));
    }
    all.stream().filter(it -> !it.ours()).forEach(it -> lanes.add(new Lane(connect, List.of(it))));
    return lanes;
  }

  private void prove(List<Lane> lanes) {
    // When
    List<Row> rows =
        Proofs.sideBySide(lanes.stream().<Supplier<List<Row>>>map(it -> () -> rowsOf(it)).toList())
            .stream()
            .flatMap(List::stream)
            .toList();

    // Then
    rows.forEach(
        row ->
            System.out.printf(
                "%-45s %-22s found %-5s %s %s%n",
                row.alteration().what(),
                row.alteration().link(),
                row.found(),
                row.whole() ? "mended" : "told",
                row.strange()));
    System.out.println(
        "alterations tried " + rows.size() + ", right " + rows.stream().filter(Row::right).count());
    assertThat(rows)
        .hasSize(lanes.stream().mapToInt(it -> it.alterations().size()).sum())
        .allMatch(Row::right);
  }

  private List<Row> rowsOf(Lane lane) {
    List<Row> rows = new ArrayList<>();
    Fixture connection = lane.connect().get();
    control.provision(connection);
    Work work = work(connection);
    String before = Snapshot.of(customer, connection);
    for (Alteration alteration : lane.alterations()) {
      alteration.act().accept(customer, connection);
      String wanted = alteration.ours() ? before : Snapshot.of(customer, connection);
      Verification seen = accounts.verify(work);
      boolean found =
          seen.checks().stream()
              .filter(it -> it.code().equals(alteration.link().name()))
              .anyMatch(it -> !it.passed() && it.remedy() != null);
      boolean whole =
          accounts.reconcile(work) instanceof Reconciliation.Reconciled
              && accounts.verify(work).checks().stream().allMatch(Check::passed);
      String strange = strange(wanted, Snapshot.of(customer, connection));
      rows.add(
          new Row(alteration, found, seen.canBeMended(work.spec().resources()), whole, strange));
    }
    return rows;
  }

  private static String strange(String wanted, String found) {
    List<String> facts = found.lines().toList();
    return Stream.concat(
            facts.stream().filter(it -> wanted.lines().noneMatch(it::equals)),
            wanted.lines().filter(it -> !facts.contains(it)))
        .findFirst()
        .orElse("");
  }

  private static Work work(Fixture connection) {
    return new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), () -> true);
  }
}
