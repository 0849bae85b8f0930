package io.trailbridge.integration.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.VerifyConnection;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import io.trailbridge.integration.connection.domain.Decision.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Thousands of random lives of a connection, against what must hold in each of them. */
class ConnectionWalkTest {
  private static final int WALKS = 5_000;
  private static final int STEPS = 30;
  private static final List<Health> HEALTHS = List.of(Health.values());
  private static final List<String> LINKS =
      List.of("TRAIL_LOGGING", "SUBSCRIPTION_CONFIRMED", "EXTERNAL_ID_ENFORCED", "TRAIL_SCOPE");

  @Test
  void shouldKeepItsPromisesInEveryLife() {
    for (long seed = 1; seed <= WALKS; seed++) {
      // Given
      SplittableRandom random = new SplittableRandom(seed);
      Play play = new Play(random.nextInt(4) == 0 ? Delivery.PUSH : Delivery.PULL);
      List<String> story = new ArrayList<>();
      Missed missed = new Missed();

      // When // Then
      for (int step = 0; step < STEPS; step++) {
        Connection before = play.is;
        Input input = any(play, random);
        Decision decision = play.decide(input);
        story.add(input.getClass().getSimpleName() + " -> " + play.is.status());
        check(before, input, decision, "seed " + seed + " " + story);
        missed.check(before, input, play, "seed " + seed + " " + story);
      }
    }
  }

  @Test
  void shouldFollowTheLastVersionHoweverLicenseEventsArrive() {
    for (long seed = 1; seed <= WALKS; seed++) {
      // Given
      SplittableRandom random = new SplittableRandom(seed);
      Play play = Play.pull().active();
      boolean pausedByUser = random.nextBoolean();
      if (pausedByUser) {
        play.then(new Input.Pause());
      }
      int last = 3 + random.nextInt(8);
      List<Input> events = new ArrayList<>();
      for (int version = 2; version <= last; version++) {
        Input event = license(version);
        events.add(event);
        events.add(event);
      }
      events.addAll(events.subList(0, random.nextInt(events.size())));

      // When
      while (!events.isEmpty()) {
        play.then(events.remove(random.nextInt(events.size())));
      }

      // Then
      assertThat(play.is.holds().has(Hold.LICENSE)).as("seed " + seed).isEqualTo(last % 2 == 0);
      assertThat(play.is.holds().has(Hold.USER)).as("seed " + seed).isEqualTo(pausedByUser);
    }
  }

  private static Input license(long version) {
    return version % 2 == 0
        ? new Input.LicenseExpired(version, Play.START)
        : new Input.LicenseRenewed(version);
  }

  private static Input any(Play play, SplittableRandom random) {
    Connection is = play.is;
    long generation = is.generation() - (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
    return switch (random.nextInt(23)) {
      case 0 ->
          new Input.Edit(
              Play.wish("Name" + random.nextInt(3), "eu-central-1", is.wish().delivery()));
      case 1 -> new Input.Edit(Play.wish("Production", "eu-west-1", is.wish().delivery()));
      case 2, 3 -> new Input.Pause();
      case 4, 5 -> new Input.Resume(random.nextBoolean() ? null : random.nextBoolean());
      case 6 -> new Input.Verify();
      case 7 -> new Input.Backfill(Play.START, play.now);
      case 8 -> new Input.RotateSecret();
      case 9 ->
          random.nextInt(4) == 0 ? new Input.Delete(random.nextBoolean()) : new Input.Verify();
      case 10, 11 -> play.setUp();
      case 12 -> new Input.RemovalConfirmed();
      case 13, 14 -> license(is.licenseVersion() + random.nextInt(4) - 1);
      case 15, 16 ->
          random.nextInt(4) == 0
              ? play.failed(generation)
              : play.reconciled(generation, random.nextInt(8) != 0, is.forwarding());
      case 17, 20, 21, 22 ->
          play.verified(
              generation,
              HEALTHS.get(random.nextInt(HEALTHS.size())),
              LINKS.get(random.nextInt(LINKS.size())));
      case 18 ->
          new Input.IntakeWasAway(
              play.now.minus(Duration.ofDays(1 + random.nextInt(2))), play.now.minusSeconds(60));
      default ->
          random.nextBoolean()
              ? play.deprovisioned(generation)
              : new Input.GapFilled(
                  is.gaps().isEmpty() ? new Draft(is).newGapId() : is.gaps().getLast().id(), 1, 0);
    };
  }

  private static void check(Connection before, Input input, Decision decision, String story) {
    if (decision instanceof Refused) {
      return;
    }
    if (!(decision instanceof Moved moved)) {
      return;
    }
    Connection next = moved.next();
    List<ProvisioningCommand> wishes =
        moved.messages().stream()
            .filter(it -> !(it instanceof VerifyConnection) && !(it instanceof BackfillLogs))
            .toList();

    // DELETED is final.
    assertThat(before.status()).as(story).isNotEqualTo(ConnectionStatus.DELETED);
    // A wish is sent once, with the generation that it raised; nothing else is sent for it.
    assertThat(wishes.size()).as(story).isLessThanOrEqualTo(1);
    long raised = next.generation() - before.generation();
    assertThat(raised).as(story).isBetween(0L, 1L);
    if (!wishes.isEmpty()) {
      assertThat(raised).as(story).isEqualTo(1);
      assertThat(wishes.getFirst().generation()).as(story).isEqualTo(next.generation());
    }
    assertThat(moved.messages()).as(story).allMatch(it -> it.generation() == next.generation());
    // What we want in AWS never differs from what was last sent.
    if (before.forwarding() != next.forwarding()
        && next.lifecycle() != Lifecycle.PENDING
        && next.lifecycle() != Lifecycle.DELETED) {
      assertThat(wishes).as(story).hasSize(1);
      assertThat(wishes.getFirst().spec().forwarding()).as(story).isEqualTo(next.forwarding());
    }
    // Only its user lifts a user's pause.
    if (before.holds().has(Hold.USER) && !next.holds().has(Hold.USER)) {
      assertThat(input).as(story).isInstanceOf(Input.Resume.class);
    }
    // Who resumes without a backfill sees none go on.
    if (input instanceof Input.Resume resume && Boolean.FALSE.equals(resume.backfill())) {
      assertThat(next.gaps()).as(story).allMatch(gap -> gap.isFinal() || !gap.fill());
    }
    if (input instanceof Input.ByLicense license) {
      assertThat(license.version()).as(story).isGreaterThan(before.licenseVersion());
    }
    staleMovesNothing(before, input, next, story);
    gaps(next, story);
    assertThat(next.version()).as(story).isBetween(before.version(), before.version() + 1);
  }

  private static void staleMovesNothing(
      Connection before, Input input, Connection next, String story) {
    long generation =
        switch (input) {
          case Input.Reconciled it -> it.result().generation();
          case Input.Failed it -> it.result().generation();
          case Input.Verified it -> it.result().generation();
          default -> before.generation();
        };
    if (generation < before.generation()) {
      assertThat(next.status()).as(story).isEqualTo(before.status());
      assertThat(next.lifecycle()).as(story).isEqualTo(before.lifecycle());
      assertThat(next.condition()).as(story).isEqualTo(before.condition());
      assertThat(next.holds()).as(story).isEqualTo(before.holds());
      assertThat(next.gaps()).as(story).isEqualTo(before.gaps());
      assertThat(next.generation()).as(story).isEqualTo(before.generation());
    }
  }

  /**
   * What a life may have missed, told apart from how it is decided: every minute between the last
   * time that all was well and the next one lies in a gap, if a link that delivers failed.
   */
  private static final class Missed {
    private Instant good = Play.START;
    private boolean failed;

    void check(Connection before, Input input, Play play, String story) {
      Connection next = play.is;
      boolean counts = next.version() > before.version();
      switch (input) {
        case Input.Verified it when counts && it.result().health() == Health.LOST ->
            failed |= it.result().checks().stream().anyMatch(Missed::delivers);
        // What fails while it is held tells of the hold's own gap alone.
        case Input.Failed _ when counts && before.holds().isEmpty() ->
            failed |= next.condition().health() == Health.LOST;
        default -> {
          // Nothing fails by anything else.
        }
      }
      boolean repaired =
          input instanceof Input.Reconciled
              && next.observed().answeredGeneration() > before.observed().answeredGeneration();
      boolean healthy =
          next.condition().health() == Health.HEALTHY && next.condition().failures() == 0;
      boolean whole = next.status() == ConnectionStatus.ACTIVE && (healthy || repaired);
      if (next.condition().missedFrom() != null) {
        assertThat(next.observed().provisionedAt()).as(story).isNotNull();
      }
      if (!whole) {
        return;
      }
      assertThat(next.condition().missedFrom()).as(story).isNull();
      if (failed && next.wish().delivery() == Delivery.PULL) {
        Instant there = next.observed().provisionedAt();
        Instant first = good.isBefore(there) ? there : good;
        for (Instant at = first; at.isBefore(play.now); at = at.plus(Duration.ofMinutes(1))) {
          assertThat(next.gaps()).as(at + " " + story).anyMatch(covers(at));
        }
      }
      if (input instanceof Input.Verified it && it.result().health() == Health.HEALTHY && counts) {
        assertThat(next.gaps()).as(story).noneMatch(gap -> gap.status() == Gap.Status.WAITING);
      }
      good = play.now;
      failed = false;
    }

    private static boolean delivers(Check check) {
      return check.code().equals("TRAIL_LOGGING") || check.code().equals("SUBSCRIPTION_CONFIRMED");
    }

    private static Predicate<Gap> covers(Instant at) {
      return gap -> !at.isBefore(gap.from()) && (gap.to() == null || at.isBefore(gap.to()));
    }
  }

  private static void gaps(Connection next, String story) {
    List<Gap> open = next.gaps().stream().filter(gap -> gap.status() == Gap.Status.OPEN).toList();
    assertThat(open.size()).as(story).isLessThanOrEqualTo(1);
    if (next.holds().isEmpty()) {
      assertThat(open).as(story).isEmpty();
    }
    if (next.status() == ConnectionStatus.PAUSED) {
      assertThat(open).as(story).hasSize(1);
      assertThat(next.gaps()).as(story).noneMatch(gap -> gap.status() == Gap.Status.RUNNING);
    }
    assertThat(next.gaps().stream().map(Gap::id)).as(story).doesNotHaveDuplicates();
    assertThat(next.forwarding() == Forwarding.ON).as(story).isEqualTo(next.holds().isEmpty());
  }
}
