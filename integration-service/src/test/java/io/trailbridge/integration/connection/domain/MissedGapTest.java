package io.trailbridge.integration.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.integration.connection.domain.Gap.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissedGapTest {
  @Test
  void shouldFetchFromTheLastGoodLookUntilItHoldsAgain() {
    // Given
    Play play = Play.pull().active();
    play.now = play.now.plus(Duration.ofHours(2));
    Instant good = play.looked(Health.HEALTHY).now;
    play.now = play.now.plus(Duration.ofHours(6));

    // When
    play.looked("SUBSCRIPTION_CONFIRMED").looked(Health.HEALTHY);

    // Then
    assertThat(play.is.gaps())
        .extracting(Gap::from, Gap::to, Gap::status)
        .contains(tuple(good, play.now, Status.RUNNING));
    assertThat(fetched(play)).anyMatch(it -> it.gapId().equals(play.is.gaps().getLast().id()));
  }

  @Test
  void shouldFetchTheMinutesInWhichS3DidNotAnnounceYet() {
    // Given
    Play play = Play.pull().active();
    Instant there = play.now;
    assertThat(play.looked(Health.HEALTHY).is.gaps()).isEmpty();
    play.now = play.now.plus(Duration.ofMinutes(20));

    // When
    play.looked(Health.HEALTHY).looked(Health.HEALTHY);

    // Then
    assertThat(play.is.gaps())
        .extracting(Gap::from, Gap::to, Gap::status)
        .containsExactly(tuple(there, there.plus(Duration.ofMinutes(15)), Status.RUNNING));
    assertThat(fetched(play)).isNotEmpty();
  }

  @Test
  void shouldFetchTheMinutesAfterAMendingToo() {
    // Given
    Play play = Play.pull().active();
    play.now = play.now.plus(Duration.ofHours(2));
    play.looked(Health.HEALTHY).looked("NOTIFICATION").obeyed();
    Instant mended = play.now;
    play.looked(Health.HEALTHY);
    play.now = play.now.plus(Duration.ofHours(1));

    // When
    play.looked(Health.HEALTHY);

    // Then
    assertThat(play.is.gaps())
        .extracting(Gap::from, Gap::to)
        .endsWith(tuple(mended, mended.plus(Duration.ofMinutes(15))));
  }

  @Test
  void shouldLeaveToAHoldWhatLiesInIt() {
    // Given
    Play play = Play.pull().active();
    Instant there = play.now;
    play.then(new Input.Pause());
    Instant held = play.now;
    play.obeyed().then(new Input.Resume(false)).obeyed();
    play.now = play.now.plus(Duration.ofHours(1));

    // When
    play.looked(Health.HEALTHY);

    // Then
    assertThat(play.is.gaps())
        .extracting(Gap::from, Gap::to, Gap::status)
        .endsWith(tuple(there, held, Status.RUNNING));
  }

  @Test
  void shouldFetchOnceWhereNothingFailsAgain() {
    // Given
    Play play = Play.pull().active().looked("TRAIL_EXISTS").looked(Health.HEALTHY);
    int sent = fetched(play).size();

    // When
    play.looked(Health.HEALTHY).looked(Health.HEALTHY);

    // Then
    assertThat(play.is.gaps()).hasSize(1);
    assertThat(fetched(play)).hasSize(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXTERNAL_ID_ENFORCED",
        "CONFUSED_DEPUTY",
        "EVENT_SELECTORS",
        "TRAIL_SCOPE",
        "BUCKET_SETTINGS"
      })
  void shouldMissNothingByWhatDeliversNothing(String code) throws IOException {
    // Given
    Play play = Play.pull().active();

    // When
    play.looked(code).looked(Health.HEALTHY);

    // Then
    assertThat(play.is.gaps()).isEmpty();
    assertThat(Files.readString(Path.of("../docs/aws.md"))).contains("`" + code + "`");
  }

  @Test
  void shouldNotForgetWhatALaterLookFindsNoMore() {
    // Given
    Play play = Play.pull().active().looked("SUBSCRIPTION_CONFIRMED").looked("TRAIL_SCOPE");

    // When
    play.looked(Health.HEALTHY);

    // Then
    assertThat(statuses(play)).containsExactly(Status.RUNNING);
  }

  @Test
  void shouldNotEndByALookThatWasBrokenOff() {
    // Given
    Play play = Play.pull().active().looked("TRAIL_EXISTS");

    // When
    play.looked(Health.UNKNOWN);

    // Then
    assertThat(play.is.gaps()).isEmpty();
    assertThat(statuses(play.looked(Health.HEALTHY))).containsExactly(Status.RUNNING);
  }

  @Test
  void shouldWaitUntilALostOneIsFoundForCertain() {
    // Given
    Play play = Play.pull().active();
    Instant good = play.now;
    play.lost().looked(Health.HEALTHY);
    assertThat(play.is.gaps()).isEmpty();

    // When
    play.looked(Health.HEALTHY);

    // Then
    assertThat(play.is.gaps())
        .extracting(Gap::from, Gap::to)
        .containsExactly(tuple(good, play.now));
  }

  @Test
  void shouldHaveNoneWithPush() {
    // Given
    Play play = new Play(Delivery.PUSH).active();

    // When
    play.looked("FORWARDER_QUEUE").looked(Health.HEALTHY);

    // Then
    assertThat(play.is.gaps()).isEmpty();
  }

  @Test
  void shouldFetchAfterARepairByTheUser() {
    // Given
    Play play = Play.pull().active();
    Instant good = play.now;
    play.lost().then(play.setUp());
    play.then(play.failed(play.is.generation()));
    play.then(play.setUp());
    assertThat(play.is.gaps()).isEmpty();

    // When
    play.obeyed();

    // Then
    assertThat(play.is.gaps())
        .extracting(Gap::from, Gap::to, Gap::status)
        .containsExactly(tuple(good, play.now, Status.RUNNING));
    assertThat(fetched(play)).isNotEmpty();
  }

  @Test
  void shouldFetchWhatASetUpOfAGoodOneBroke() {
    // Given
    Play play = Play.pull().active();
    Instant good = play.now;
    play.then(play.setUp());
    play.then(play.failed(play.is.generation()));

    // When
    play.looked(Health.HEALTHY).looked(Health.HEALTHY);

    // Then
    assertThat(play.is.gaps())
        .extracting(Gap::from, Gap::to)
        .containsExactly(tuple(good, play.now));
  }

  @Test
  void shouldEndWhereAHoldBeginsAndWaitForItsEnd() {
    // Given
    Play play = Play.pull().active();
    Instant good = play.now;
    play.looked("SUBSCRIPTION_CONFIRMED").then(new Input.Pause());
    Instant held = play.now;
    play.obeyed();
    assertThat(statuses(play)).containsExactly(Status.WAITING, Status.OPEN);

    // When
    play.then(new Input.Resume(null)).obeyed();

    // Then
    assertThat(play.is.gaps())
        .extracting(Gap::from, Gap::to, Gap::status)
        .containsExactly(tuple(good, held, Status.RUNNING), tuple(held, play.now, Status.RUNNING));
  }

  @Test
  void shouldFetchTheGapOfAHoldWhoseResumeFailedAndHealed() {
    // Given
    Play play = Play.pull().active().then(new Input.Pause());
    Instant held = play.now;
    play.obeyed().then(new Input.Resume(null));
    play.then(play.failed(play.is.generation()));

    // When
    play.looked(Health.HEALTHY).looked(Health.HEALTHY);

    // Then
    assertThat(play.is.gaps())
        .filteredOn(gap -> gap.from().equals(held))
        .extracting(Gap::to, Gap::status)
        .containsExactly(tuple(play.now, Status.RUNNING));
    assertThat(play.is.gaps())
        .filteredOn(gap -> !gap.from().equals(held))
        .allMatch(gap -> !held.isBefore(gap.to()));
  }

  @Test
  void shouldNotFetchAnOutageWithinAGapThatLasts() {
    // Given
    Play play = Play.pull().active().then(new Input.Pause());
    Instant held = play.now;
    play.obeyed().then(new Input.Resume(false));

    // When
    play.then(new Input.IntakeWasAway(held, play.now));

    // Then
    assertThat(statuses(play)).containsExactly(Status.WAITING);
    assertThat(fetched(play)).isEmpty();
  }

  private static List<Status> statuses(Play play) {
    return play.is.gaps().stream().map(Gap::status).toList();
  }

  private static List<BackfillLogs> fetched(Play play) {
    return play.sent.stream()
        .filter(BackfillLogs.class::isInstance)
        .map(BackfillLogs.class::cast)
        .toList();
  }
}
