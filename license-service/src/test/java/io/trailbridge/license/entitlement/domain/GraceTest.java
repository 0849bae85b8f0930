package io.trailbridge.license.entitlement.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpiring;
import io.trailbridge.contracts.license.LicenseEvent.LicenseRenewed;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.Decision.Moved;
import io.trailbridge.license.entitlement.domain.Standing.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraceTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final List<LicenseEvent> events = new ArrayList<>();
  private LicenseRules rules = rules(Duration.ofDays(7));
  private License license = License.none(new TenantId("acme"), LicensePackage.PUBLIC_CLOUD);

  @Test
  void shouldStayValidInItsGrace() {
    // Given
    decide(set(null, day(40)), NOON);
    decide(new Input.Tick(), day(46));
    assertThat(last()).isInstanceOf(LicenseExpiring.class);
    assertThat(rules.standing(license, day(46)).status()).isEqualTo(Status.ACTIVE);
    // When
    decide(new Input.Tick(), day(48));
    // Then
    assertThat(last()).isInstanceOf(LicenseExpired.class);
    assertThat(last().effectiveAt()).isEqualTo(day(47));
    assertThat(last().validUntil()).isEqualTo(day(40));
  }

  @Test
  void shouldNeverBeInvalidWhereItIsRenewedInItsGrace() {
    // Given
    decide(set(null, day(40)), NOON);
    decide(set(null, day(400)), day(45));
    // When
    decide(new Input.Tick(), day(60));
    // Then
    assertThat(events).allMatch(LicenseEvent::valid);
    assertThat(last()).isInstanceOf(LicenseRenewed.class);
    assertThat(last().validFrom()).isEqualTo(day(45));
    assertThat(rules.dueAt(license)).contains(day(370));
  }

  @Test
  void shouldExpireWhereTheGraceWasCutBelowWhatIsOverAlready() {
    // Given
    decide(set(null, day(40)), NOON);
    decide(set(day(100), day(200)), day(45));
    // When
    rules = rules(Duration.ZERO);
    decide(new Input.Tick(), day(46));
    // Then
    assertThat(last()).isInstanceOf(LicenseExpired.class);
    assertThat(rules.dueAt(license)).contains(day(100));
  }

  private void decide(Input input, Instant now) {
    if (rules.decide(license, input, now) instanceof Moved(var next, var published)) {
      license = next;
      events.addAll(published);
    }
  }

  private LicenseEvent last() {
    return events.getLast();
  }

  private static Input set(Instant from, Instant until) {
    return new Input.Set(from, until);
  }

  private static Instant day(int days) {
    return NOON.plus(Duration.ofDays(days));
  }

  private static LicenseRules rules(Duration grace) {
    return new LicenseRules(
        grace, List.of(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1)));
  }
}
