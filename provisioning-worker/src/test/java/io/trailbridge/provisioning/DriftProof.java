package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.CheckCode;
import io.trailbridge.provisioning.connection.domain.Reconciliation;
import io.trailbridge.provisioning.connection.domain.Verification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Every kind of resource of ours, deleted or altered behind our back in every way that we know:
 * found by the next verification under its link, mended where it is ours to mend, told where not.
 */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class DriftProof {
  private static final int CONNECTIONS = 3;

  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;

  private record Row(String what, CheckCode link, boolean found, boolean mended, boolean whole) {
    boolean right() {
      return found && mended == whole;
    }
  }

  @Test
  void shouldFindEveryAlterationWithinOneVerification() {
    prove(Alteration.all(), customer::connect);
  }

  @Test
  void shouldFindEveryAlterationOfAForwarderWithinOneVerification() {
    prove(Alteration.ofForwarder(), customer::connectPushing);
  }

  private void prove(List<Alteration> all, Supplier<Fixture> connect) {
    // Given
    List<Supplier<List<Row>>> lanes = new ArrayList<>();
    for (int lane = 0; lane < CONNECTIONS; lane++) {
      List<Alteration> mine = new ArrayList<>();
      for (int i = lane; i < all.size(); i += CONNECTIONS) {
        mine.add(all.get(i));
      }
      lanes.add(() -> rowsOf(mine, connect));
    }

    // When
    List<Row> rows = Proofs.sideBySide(lanes).stream().flatMap(List::stream).toList();

    // Then
    rows.forEach(
        row ->
            System.out.printf(
                "%-45s %-22s found %-5s %s%n",
                row.what(), row.link(), row.found(), row.whole() ? "mended" : "told"));
    System.out.println(
        "alterations tried " + rows.size() + ", right " + rows.stream().filter(Row::right).count());
    assertThat(rows).hasSameSizeAs(all).allMatch(Row::right);
  }

  private List<Row> rowsOf(List<Alteration> alterations, Supplier<Fixture> connect) {
    List<Row> rows = new ArrayList<>();
    Fixture connection = provisioned(connect);
    for (Alteration alteration : alterations) {
      if (!alteration.ours()) {
        // Nobody looked at it today: what is asked once a day is asked.
        connection = provisioned(connect);
      }
      Work work = work(connection);
      alteration.act().accept(customer, connection);
      Verification seen = accounts.verify(work);
      boolean found =
          seen.checks().stream()
              .anyMatch(it -> it.code().equals(alteration.link().name()) && !it.passed());
      boolean mended = false;
      if (seen.canBeMended(work.spec().resources())) {
        mended =
            accounts.reconcile(work) instanceof Reconciliation.Reconciled
                && accounts.verify(work).checks().stream().allMatch(Check::passed);
      }
      rows.add(new Row(alteration.what(), alteration.link(), found, alteration.ours(), mended));
      if (!mended) {
        connection = provisioned(connect);
      }
    }
    return rows;
  }

  private Fixture provisioned(Supplier<Fixture> connect) {
    Fixture connection = connect.get();
    control.provision(connection);
    return connection;
  }

  private static Work work(Fixture connection) {
    return new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), () -> true);
  }
}
