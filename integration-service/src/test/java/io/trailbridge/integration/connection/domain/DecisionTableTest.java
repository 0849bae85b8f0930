package io.trailbridge.integration.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import io.trailbridge.integration.connection.domain.Decision.Refused;
import io.trailbridge.integration.connection.domain.Decision.Stale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every input in every state, printed to a file that is read by people and approved by them. */
class DecisionTableTest {
  private static final Path APPROVED =
      Path.of("src/test/resources/approved/connection-decisions.txt");

  @Test
  void shouldDecideAsApproved() throws IOException {
    // Given
    StringBuilder table = new StringBuilder();

    // When
    states()
        .forEach(
            (state, play) -> {
              table.append("== ").append(state).append(": ").append(facts(play.is)).append('\n');
              inputs(play)
                  .forEach(
                      (name, input) ->
                          table
                              .append(String.format("%-28s", name))
                              .append(cell(play, input))
                              .append('\n'));
              table.append('\n');
            });

    // Then
    if (Boolean.getBoolean("approve")) {
      Files.createDirectories(APPROVED.getParent());
      Files.writeString(APPROVED, table);
    }
    assertThat(table.toString())
        .as("the table differs; where it is right, run with -Dapprove=true")
        .isEqualTo(Files.readString(APPROVED));
  }

  private static Map<String, Play> states() {
    Map<String, Play> states = new LinkedHashMap<>();
    states.put("PENDING, new", Play.pull());
    states.put("PENDING, held", Play.pull().then(expired(2)));
    states.put("PENDING, failed", failed(Play.pull()));
    states.put("PROVISIONING", play(Play.pull(), Play::setUp));
    states.put("PROVISIONING, held", play(Play.pull(), Play::setUp).then(expired(2)));
    states.put("PROVISIONING, repair", play(Play.pull().active(), Play::setUp));
    states.put("ACTIVE", Play.pull().active());
    states.put("ACTIVE, doubtful", doubtful(Play.pull(), "TRAIL_LOGGING"));
    states.put("ACTIVE, open to others", doubtful(Play.pull(), "EXTERNAL_ID_ENFORCED"));
    states.put("ACTIVE, PUSH, doubtful", doubtful(new Play(Delivery.PUSH), "TRAIL_LOGGING"));
    states.put(
        "ACTIVE, resuming",
        Play.pull().active().then(new Input.Pause()).obeyed().then(resume(null)));
    states.put("ACTIVE, backfilling", backfilling());
    states.put("PAUSED by USER", Play.pull().active().then(new Input.Pause()));
    states.put("PAUSED by USER, backfilling", backfilling().then(new Input.Pause()).obeyed());
    states.put("PAUSED by LICENSE", Play.pull().active().then(expired(2)));
    states.put("PAUSED by LICENSE, backfilling", backfilling().then(expired(2)).obeyed());
    states.put("PAUSED by both", Play.pull().active().then(new Input.Pause(), expired(2)));
    states.put("DISCONNECTED", Play.pull().active().lost());
    states.put("DISCONNECTED, found once", Play.pull().active().lost().looked(Health.HEALTHY));
    states.put("DISCONNECTED, repair", play(Play.pull().active().lost(), Play::setUp));
    states.put("DISCONNECTED, resuming failed", resumingFailed());
    states.put("DELETING", Play.pull().active().then(new Input.Delete(false)));
    states.put("DELETING, worker done", removedByWorker());
    states.put("DELETED", Play.pull().then(new Input.Delete(false)));
    return states;
  }

  private static Play play(Play play, java.util.function.Function<Play, Input> input) {
    return play.then(input.apply(play));
  }

  private static Play failed(Play play) {
    play.then(play.setUp());
    return play.then(play.failed(play.is.generation()));
  }

  private static Play doubtful(Play play, String failed) {
    return play.active().looked(failed);
  }

  private static Play resumingFailed() {
    Play play = Play.pull().active().then(new Input.Pause()).obeyed().then(resume(null));
    return play.then(play.failed(play.is.generation())).looked(Health.HEALTHY);
  }

  private static Play backfilling() {
    return Play.pull().active().then(new Input.Pause()).obeyed().then(resume(null)).obeyed();
  }

  private static Play removedByWorker() {
    Play play = Play.pull().active().then(new Input.Delete(false));
    return play.then(play.deprovisioned(play.is.generation()));
  }

  private static Map<String, Input> inputs(Play play) {
    Connection is = play.is;
    long generation = is.generation();
    Map<String, Input> inputs = new LinkedHashMap<>();
    inputs.put("edit, nothing", new Input.Edit(is.wish()));
    inputs.put(
        "edit name", new Input.Edit(Play.wish("Other", "eu-central-1", is.wish().delivery())));
    inputs.put(
        "edit region", new Input.Edit(Play.wish("Production", "eu-west-1", is.wish().delivery())));
    inputs.put("pause", new Input.Pause());
    inputs.put("resume", resume(null));
    inputs.put("resume without backfill", resume(false));
    inputs.put("verify", new Input.Verify());
    inputs.put("backfill", new Input.Backfill(Play.START, Play.START.plusSeconds(30)));
    inputs.put("rotate-secret", new Input.RotateSecret());
    inputs.put("delete", new Input.Delete(false));
    inputs.put("delete with logs", new Input.Delete(true));
    inputs.put("setup completed", play.setUp());
    inputs.put("removal confirmed", new Input.RemovalConfirmed());
    inputs.put("license expired", expired(9));
    inputs.put("license expired, old", expired(1));
    inputs.put("license renewed", new Input.LicenseRenewed(9));
    inputs.put("license renewed, old", new Input.LicenseRenewed(1));
    inputs.put("reconciled", play.reconciled(generation, true, is.forwarding()));
    inputs.put("reconciled, incomplete", play.reconciled(generation, false, Forwarding.OFF));
    inputs.put("reconciled, stale", play.reconciled(generation - 1, true, Forwarding.ON));
    inputs.put("reconciled, future", play.reconciled(generation + 1, true, Forwarding.ON));
    inputs.put("failed", play.failed(generation));
    inputs.put("failed, stale", play.failed(generation - 1));
    inputs.put("verified healthy", play.verified(generation, Health.HEALTHY));
    inputs.put("verified lost", play.verified(generation, Health.LOST));
    inputs.put("verified unknown", play.verified(generation, Health.UNKNOWN));
    inputs.put("verified lost, stale", play.verified(generation - 1, Health.LOST));
    inputs.put("deprovisioned", play.deprovisioned(generation));
    inputs.put("deprovisioned, stale", play.deprovisioned(generation - 1));
    inputs.put(
        "gap filled",
        new Input.GapFilled(
            is.gaps().isEmpty() ? new Draft(is).newGapId() : is.gaps().getFirst().id(), 5, 0));
    inputs.put("verification due", new Input.VerificationDue());
    inputs.put(
        "intake was away",
        new Input.IntakeWasAway(Play.START, Play.START.plus(Duration.ofDays(1))));
    return inputs;
  }

  private static Input.Resume resume(Boolean backfill) {
    return new Input.Resume(backfill);
  }

  private static Input expired(long version) {
    return new Input.LicenseExpired(version, Play.START);
  }

  private static String cell(Play play, Input input) {
    return switch (Decider.decide(play.is, input, play.now.plusSeconds(60))) {
      case Stale _ -> "-";
      case Refused refused -> "refused " + refusal(refused.reason());
      case Moved moved ->
          (moved.next().equals(play.is) ? "as it is" : facts(moved.next()))
              + messages(moved.messages());
    };
  }

  private static String refusal(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotAllowed it ->
          it.action().id()
              + ", allowed "
              + it.allowed().stream().map(Action::id).collect(Collectors.joining(" "));
      case Refusal.Invalid it ->
          "invalid " + it.errors().stream().map(FieldError::field).collect(Collectors.joining(" "));
      case Refusal.NotReady _ -> "not ready";
    };
  }

  private static String facts(Connection c) {
    return "%s %s g%d%s %s/%d%s%s"
        .formatted(
            c.status(),
            c.holds().kinds().stream().map(Hold::name).collect(Collectors.toList()),
            c.generation(),
            c.observed().answeredGeneration() == c.generation() ? "!" : "?",
            c.condition().health(),
            c.condition().findings().size(),
            c.gaps().isEmpty()
                ? ""
                : " gaps "
                    + c.gaps().stream()
                        .map(gap -> gap.status().name())
                        .collect(Collectors.joining(" ")),
            c.removal() == null ? "" : " " + (c.removal().workerDone() ? "removed" : "removing"));
  }

  private static String messages(List<ProvisioningCommand> messages) {
    Map<String, Long> counted =
        messages.stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.getClass().getSimpleName() + " " + it.spec().forwarding(),
                    LinkedHashMap::new,
                    Collectors.counting()));
    return counted.isEmpty()
        ? ""
        : " => "
            + counted.entrySet().stream()
                .map(it -> it.getValue() + " " + it.getKey())
                .collect(Collectors.joining(", "));
  }
}
