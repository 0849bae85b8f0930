package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.provisioning.KillSwitch.Cut;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Reconciliation;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Unfinished;
import io.trailbridge.provisioning.connection.domain.Removal;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A worker that dies before or after any of its calls to AWS: the next one ends where a run without
 * an accident ends, in an account that holds nothing else. Here the run dies by an error that
 * nothing catches, and what the worker had in memory is dropped. Stories of the sandbox kill real
 * processes, at a time and not at a call.
 */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class CrashProof {
  /** Every third call in the tests of a build; every call in the long proof. */
  private static final int STEP = Proofs.isLong() ? 1 : 3;

  private static final int TRIES = 5;

  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;

  private final Map<ConnectionId, List<InventoryItem>> inventories = new ConcurrentHashMap<>();

  /** A death that left its work half done. */
  private record Accident(String what, Fixture connection) {}

  /**
   * Something that a worker does.
   *
   * @param connect makes the account it is done in
   * @param before what must have been done
   * @param work dies, and is done again
   */
  private record Task(
      String name, Supplier<Fixture> connect, Consumer<Fixture> before, Consumer<Fixture> work) {
    /** Whether the account is in the end as it was before we came. */
    boolean restores() {
      return name.startsWith("remove");
    }
  }

  @Test
  void shouldProvisionAnAccountWhereverAWorkerDied() {
    prove(new Task("provision an account", customer::connect, it -> {}, this::provision));
  }

  @Test
  void shouldProvisionAnOrganizationWhereverAWorkerDied() {
    prove(
        new Task(
            "provision an organization", customer::connectOrganization, it -> {}, this::provision));
  }

  @Test
  void shouldProvisionAForwarderWhereverAWorkerDied() {
    prove(new Task("provision a forwarder", customer::connectPushing, it -> {}, this::provision));
  }

  @Test
  void shouldRotateASecretWhereverAWorkerDied() {
    prove(
        new Task(
            "rotate a secret",
            customer::connectPushing,
            this::provision,
            it -> provision(it.withSecret(2))));
  }

  @Test
  void shouldRemoveAForwarderWhereverAWorkerDied() {
    prove(
        new Task(
            "remove with a forwarder", customer::connectPushing, this::provision, this::remove));
  }

  @Test
  void shouldPauseWhereverAWorkerDied() {
    prove(new Task("pause", customer::connect, this::provision, this::pause));
  }

  @Test
  void shouldResumeWhereverAWorkerDied() {
    prove(new Task("resume", customer::connect, this::paused, this::provision));
  }

  @Test
  void shouldRemoveWhereverAWorkerDied() {
    Consumer<Fixture> delivered =
        it -> {
          provision(it);
          customer.putLogFile(it, "2026/11/23/a", LogFiles.of(List.of("{}")));
        };
    prove(new Task("remove", customer::connect, delivered, this::remove));
  }

  @Test
  void shouldUseATrailOfTheirsWhereverAWorkerDied() {
    Supplier<Fixture> without = () -> onTheirs(customer.connect(), false);
    Supplier<Fixture> with = () -> onTheirs(customer.connect(), true);
    prove(new Task("provision on an existing trail", without, it -> {}, this::provision));
    prove(new Task("provision on one with a topic", with, it -> {}, this::provision));
    prove(new Task("remove from an existing trail", without, this::provision, this::remove));
    if (Proofs.isLong()) {
      Supplier<Fixture> pushing = () -> onTheirs(customer.connectPushing(), false);
      prove(new Task("remove from one with a topic", with, this::provision, this::remove));
      prove(new Task("pause on an existing trail", without, this::provision, this::pause));
      prove(new Task("resume on an existing trail", without, this::paused, this::provision));
      prove(new Task("provision a forwarder on one", pushing, it -> {}, this::provision));
      prove(new Task("remove a forwarder from one", pushing, this::provision, this::remove));
    }
  }

  private Fixture onTheirs(Fixture connection, boolean topic) {
    return TheirTrails.under(customer, connection, topic);
  }

  private void prove(Task task) {
    // Given
    Fixture clean = task.connect().get();
    String untouched = Snapshot.of(customer, clean);
    prepare(task, clean);
    Cut none = new Cut(0, false);
    KillSwitch.survives(none, () -> task.work().accept(clean));
    String wanted = Snapshot.of(customer, clean);
    int calls = certain(none.operations());
    assertThat(wanted.equals(untouched)).as(task.name()).isEqualTo(task.restores());

    // When
    List<Supplier<Accident>> deaths = new ArrayList<>();
    for (int number = 1; number <= calls; number += STEP) {
      for (boolean done : sides(number)) {
        Cut cut = new Cut(number, done);
        deaths.add(() -> die(task, cut));
      }
    }
    List<Accident> accidents = Proofs.sideBySide(deaths);
    Restart.worker();
    List<String> found =
        Proofs.sideBySide(
            accidents.stream().<Supplier<String>>map(it -> () -> again(task, it)).toList());

    // Then
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).as(accidents.get(i).what()).isEqualTo(wanted);
    }
    System.out.printf(
        "crash proof: %s: n=%d calls, %d deaths, each ended as a clean run in %d facts%n",
        task.name(), calls, found.size(), wanted.lines().count());
  }

  /** Before the call and after it; in a build one of them, in turns. */
  private static boolean[] sides(int number) {
    return Proofs.isLong() ? new boolean[] {false, true} : new boolean[] {number % 2 == 0};
  }

  /** The account before the death, seen as the customer would make it. */
  private Fixture ready(Task task) {
    Fixture connection = task.connect().get();
    prepare(task, connection);
    return connection;
  }

  private void prepare(Task task, Fixture connection) {
    control.state(connection, ConnectionStatus.PROVISIONING, 1, false);
    task.before().accept(connection);
  }

  private Accident die(Task task, Cut cut) {
    Fixture connection = ready(task);
    boolean survived = KillSwitch.survives(cut, () -> task.work().accept(connection));
    String what =
        "%s: died %s call %d, %s"
            .formatted(
                task.name(),
                cut.done() ? "after" : "before",
                cut.number(),
                cut.operations().getLast());
    assertThat(survived).as(what).isFalse();
    return new Accident(what, connection);
  }

  private String again(Task task, Accident accident) {
    task.work().accept(accident.connection());
    return Snapshot.of(customer, accident.connection());
  }

  /**
   * How many calls every run makes: how often it looks for the confirmation is chance, and who it
   * is a worker asks but once.
   */
  private static int certain(List<String> all) {
    List<String> operations = new ArrayList<>(all);
    operations.remove("Sts:GetCallerIdentity");
    int looked = operations.indexOf("Sns:GetSubscriptionAttributes");
    boolean waits = operations.contains("Sns:Subscribe") && looked >= 0;
    return waits ? looked + 1 : operations.size();
  }

  private void provision(Fixture connection) {
    reconcile(connection, Forwarding.ON);
  }

  private void paused(Fixture connection) {
    provision(connection);
    pause(connection);
  }

  private void pause(Fixture connection) {
    reconcile(connection, Forwarding.OFF);
  }

  private void reconcile(Fixture connection, Forwarding forwarding) {
    Reconciliation end = accounts.reconcile(work(connection, forwarding));
    for (int tried = 1; end instanceof Unfinished && tried < TRIES; tried++) {
      end = accounts.reconcile(work(connection, forwarding));
    }
    if (!(end instanceof Reconciled reconciled)) {
      throw new AssertionError("not reconciled: " + end);
    }
    inventories.put(connection.id(), reconciled.inventory());
  }

  private void remove(Fixture connection) {
    List<InventoryItem> inventory = inventories.get(connection.id());
    Removal end = accounts.remove(work(connection, Forwarding.OFF), true, inventory);
    for (int tried = 1; end.passing() && tried < TRIES; tried++) {
      end = accounts.remove(work(connection, Forwarding.OFF), true, inventory);
    }
    assertThat(end.left())
        .as("left of %s", connection.id())
        .allMatch(it -> it.kind() == ResourceKind.ROLE);
  }

  private static Work work(Fixture connection, Forwarding forwarding) {
    return new Work(connection.id(), Fixture.TENANT, connection.spec(forwarding), () -> true);
  }
}
