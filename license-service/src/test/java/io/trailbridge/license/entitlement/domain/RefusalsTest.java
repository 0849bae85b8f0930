package io.trailbridge.license.entitlement.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.Decision.Moved;
import io.trailbridge.license.entitlement.domain.Decision.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final LicenseRules rules = new LicenseRules(Duration.ZERO, List.of());
  private final License license = License.none(new TenantId("acme"), LicensePackage.PUBLIC_CLOUD);

  @Test
  void shouldRefuseWithASentenceForEachField() {
    // When
    Decision decision = rules.decide(license, set(Instant.MIN, NOON.minusSeconds(1)), NOON);
    // Then
    assertThat(decision).isInstanceOf(Refused.class);
    assertThat(((Refused) decision).refusals())
        .extracting(Decision.Refusal::field)
        .containsExactly("validFrom", "validUntil");
  }

  @Test
  void shouldRefuseAnEmptyPeriod() {
    // When
    Decision decision = rules.decide(license, set(day(5), day(5).plusNanos(999)), NOON);
    // Then
    assertThat(((Refused) decision).refusals())
        .extracting(Decision.Refusal::message)
        .containsExactly("validUntil must be later than validFrom.");
  }

  @Test
  void shouldRefuseMorePeriodsThanAnybodyNeeds() {
    // Given
    License full = license;
    for (int i = 0; i < LicenseRules.MOST_PERIODS; i++) {
      Decision moved = rules.decide(full, add(day(2 * i + 1), day(2 * i + 2)), NOON);
      full = ((Moved) moved).next();
    }
    // When
    Decision decision = rules.decide(full, add(day(1001), day(1002)), NOON);
    // Then
    assertThat(decision).isInstanceOf(Refused.class);
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
