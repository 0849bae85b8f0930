package io.trailbridge.license.entitlement.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpiring;
import io.trailbridge.contracts.license.LicenseEvent.LicenseRenewed;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.Decision.Moved;
import io.trailbridge.license.entitlement.domain.Decision.Refused;
import io.trailbridge.license.entitlement.domain.Decision.Stale;
import io.trailbridge.license.entitlement.domain.Standing.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LicenseRulesTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final LicenseRules RULES =
      new LicenseRules(
          Duration.ZERO, List.of(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1)));

  private final List<LicenseEvent> events = new ArrayList<>();
  private License license = License.none(ACME, LicensePackage.PUBLIC_CLOUD);

  @Test
  void shouldActivateAtOnceWhereTheGrantBeginsNow() {
    // When
    decide(set(null, day(100)), NOON);
    // Then
    assertThat(events)
        .containsExactly(
            new LicenseActivated(
                ACME,
                LicensePackage.PUBLIC_CLOUD,
                1,
                NOON,
                true,
                NOON,
                day(100),
                LicenseReason.GRANTED));
    assertThat(RULES.standing(license, NOON))
        .isEqualTo(new Standing(Status.ACTIVE, new Period(NOON, day(100))));
  }

  @Test
  void shouldActivateAtTheInstantWhereTheGrantLiesAhead() {
    // Given
    decide(set(day(10), day(100)), NOON);
    assertThat(events).isEmpty();
    assertThat(RULES.standing(license, NOON).status()).isEqualTo(Status.SCHEDULED);
    assertThat(RULES.dueAt(license)).contains(day(10));
    // When
    decide(new Input.Tick(), day(10).plusMillis(3));
    // Then
    assertThat(last()).isInstanceOf(LicenseActivated.class);
    assertThat(last().effectiveAt()).isEqualTo(day(10));
    assertThat(last().version()).isEqualTo(2);
  }

  @Test
  void shouldGiveEachNoticeOnceAndThenExpire() {
    // Given
    decide(set(null, day(40)), NOON);
    // When
    for (int day = 1; day <= 41; day++) {
      decide(new Input.Tick(), day(day));
      decide(new Input.Tick(), day(day));
    }
    // Then
    assertThat(events)
        .extracting(LicenseEvent::effectiveAt)
        .containsExactly(NOON, day(10), day(33), day(39), day(40));
    assertThat(events).extracting(LicenseEvent::version).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(events.subList(1, 4)).allMatch(it -> it instanceof LicenseExpiring && it.valid());
    assertThat(last()).isInstanceOf(LicenseExpired.class);
    assertThat(last().reason()).isEqualTo(LicenseReason.EXPIRED);
    assertThat(last().valid()).isFalse();
    assertThat(RULES.dueAt(license)).isEmpty();
  }

  @Test
  void shouldGiveNoNoticeThatWasDueBeforeTheGrant() {
    // Given
    decide(set(day(-30), day(3)), NOON);
    // When
    decide(new Input.Tick(), day(4));
    // Then
    assertThat(events).extracting(LicenseEvent::effectiveAt).containsExactly(NOON, day(2), day(3));
  }

  @Test
  void shouldAnnounceWhatAnOutageSweptOverOldestFirst() {
    // Given
    decide(set(null, day(40)), NOON);
    // When
    decide(new Input.Tick(), day(400));
    // Then
    assertThat(events)
        .extracting(LicenseEvent::effectiveAt)
        .containsExactly(NOON, day(10), day(33), day(39), day(40));
  }

  @Test
  void shouldTellThatItRanOutBeforeItsRenewal() {
    // Given
    decide(set(null, day(1)), NOON);
    events.clear();
    // When
    decide(set(null, day(100)), day(2));
    // Then
    assertThat(events).hasExactlyElementsOfTypes(LicenseExpired.class, LicenseRenewed.class);
    assertThat(events).extracting(LicenseEvent::effectiveAt).containsExactly(day(1), day(2));
    assertThat(events).extracting(LicenseEvent::version).containsExactly(2L, 3L);
  }

  @Test
  void shouldRenewWithoutAGap() {
    // Given
    decide(set(null, day(40)), NOON);
    // When
    decide(set(day(40), day(400)), day(20));
    // Then
    assertThat(last()).isInstanceOf(LicenseRenewed.class);
    assertThat(last().validFrom()).isEqualTo(NOON);
    assertThat(last().validUntil()).isEqualTo(day(400));
    assertThat(RULES.dueAt(license)).contains(day(370));
  }

  @Test
  void shouldEndSoonerWhereSomebodySaysSo() {
    // Given
    decide(set(null, day(40)), NOON);
    // When
    decide(set(null, day(5)), day(2));
    // Then
    assertThat(last()).isInstanceOf(LicenseRenewed.class);
    assertThat(last().validFrom()).isEqualTo(NOON);
    assertThat(last().validUntil()).isEqualTo(day(5));
  }

  @Test
  void shouldNotBeginEarlierBecauseAnotherClockIsBehind() {
    // Given
    decide(set(null, day(40)), NOON);
    // When
    Decision again = RULES.decide(license, set(null, day(40)), NOON.minusMillis(80));
    // Then
    assertThat(again).isInstanceOf(Stale.class);
  }

  @Test
  void shouldNotLoseTimeThatAnOrderBought() {
    // Given
    decide(add(null, day(40)), NOON);
    // When
    decide(add(null, day(5)), day(2));
    // Then
    assertThat(events).hasSize(1);
    assertThat(RULES.standing(license, day(2)).period()).isEqualTo(new Period(NOON, day(40)));
  }

  @Test
  void shouldJoinPeriodsInWhateverOrderTheyCome() {
    // When
    decide(add(day(20), day(30)), NOON);
    decide(add(day(5), day(10)), NOON);
    decide(add(day(10), day(20)), NOON);
    // Then
    assertThat(license.periods()).containsExactly(new Period(day(5), day(30)));
    assertThat(license.version()).isEqualTo(3);
  }

  @Test
  void shouldLetAGapBetweenPeriodsBeAGap() {
    // Given
    decide(set(null, day(2)), NOON);
    decide(set(day(4), day(100)), NOON);
    events.clear();
    // When
    decide(new Input.Tick(), day(5));
    // Then
    assertThat(events)
        .hasExactlyElementsOfTypes(
            LicenseExpiring.class, LicenseExpired.class, LicenseRenewed.class);
    assertThat(events)
        .extracting(LicenseEvent::effectiveAt)
        .containsExactly(day(1), day(2), day(4));
  }

  @Test
  void shouldChangeNothingWhereTheSameIsSaidAgain() {
    // Given
    decide(set(null, day(40)), NOON);
    // When
    Decision again = RULES.decide(license, set(null, day(40)), day(1));
    // Then
    assertThat(again).isEqualTo(new Stale(license));
  }

  @Test
  void shouldRevokeNowWithAllThatLiesAhead() {
    // Given
    decide(set(null, day(40)), NOON);
    decide(set(day(50), day(60)), NOON);
    // When
    decide(new Input.Revoke(), day(1));
    // Then
    assertThat(last()).isInstanceOf(LicenseExpired.class);
    assertThat(last().reason()).isEqualTo(LicenseReason.REVOKED);
    assertThat(last().effectiveAt()).isEqualTo(day(1));
    assertThat(RULES.standing(license, day(1)))
        .isEqualTo(new Standing(Status.REVOKED, new Period(NOON, day(1))));
    assertThat(RULES.dueAt(license)).isEmpty();
    assertThat(RULES.decide(license, new Input.Revoke(), day(2))).isInstanceOf(Stale.class);
  }

  @Test
  void shouldTellNobodyOfALicenceThatIsRevokedBeforeItBegan() {
    // Given
    decide(set(day(5), day(40)), NOON);
    // When
    decide(new Input.Revoke(), day(1));
    // Then
    assertThat(events).isEmpty();
    assertThat(RULES.standing(license, day(1)).status()).isEqualTo(Status.REVOKED);
    assertThat(license.version()).isEqualTo(2);
  }

  private void decide(Input input, Instant now) {
    switch (RULES.decide(license, input, now)) {
      case Moved(var next, var published) -> {
        license = next;
        events.addAll(published);
      }
      case Stale(var same) -> assertThat(same).isEqualTo(license);
      case Refused refused -> throw new AssertionError(refused.toString());
    }
  }

  private LicenseEvent last() {
    return events.getLast();
  }

  private static Input set(Instant from, Instant until) {
    return new Input.Set(from, until);
  }

  private static Input add(Instant from, Instant until) {
    return new Input.Add(from, until);
  }

  private static Instant day(int days) {
    return NOON.plus(Duration.ofDays(days));
  }
}
