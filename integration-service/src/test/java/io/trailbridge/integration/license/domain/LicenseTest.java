package io.trailbridge.integration.license.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LicenseTest {
  private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-04-01T00:00:00Z");

  @Test
  void shouldBeLiveFromItsFirstInstantToItsLast() {
    // Given
    License license = license(true, FROM, LicenseReason.GRANTED);

    // When // Then
    assertThat(license.isLive(FROM.minusNanos(1000))).isFalse();
    assertThat(license.isLive(FROM)).isTrue();
    assertThat(license.isLive(UNTIL.minusNanos(1000))).isTrue();
    assertThat(license.isLive(UNTIL)).isFalse();
    assertThat(license.status(FROM)).isEqualTo("ACTIVE");
    assertThat(license.status(UNTIL)).isEqualTo("EXPIRED");
  }

  @Test
  void shouldBeLiveUntilAnEndThatWasAnnouncedTakesEffect() {
    // Given
    License license = license(false, UNTIL, LicenseReason.REVOKED);

    // When // Then
    assertThat(license.isLive(UNTIL.minusNanos(1000))).isTrue();
    assertThat(license.isLive(UNTIL)).isFalse();
    assertThat(license.status(UNTIL)).isEqualTo("REVOKED");
    assertThat(license.effectiveVersion()).isEqualTo(6);
    assertThat(license(true, FROM, LicenseReason.RENEWED).effectiveVersion()).isEqualTo(7);
  }

  @Test
  void shouldContradictAnotherContentOfItsVersionAlone() {
    // Given
    License license = license(true, FROM, LicenseReason.GRANTED);

    // When // Then
    assertThat(license.contradicts(license(false, UNTIL, LicenseReason.EXPIRED))).isTrue();
    assertThat(license.contradicts(license(true, FROM.plusNanos(999), LicenseReason.GRANTED)))
        .isFalse();
  }

  private static License license(boolean valid, Instant effectiveAt, LicenseReason reason) {
    return new License(new TenantId("acme"), 7, effectiveAt, valid, FROM, UNTIL, reason);
  }
}
