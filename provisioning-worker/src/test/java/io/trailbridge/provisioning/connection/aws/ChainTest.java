package io.trailbridge.provisioning.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;

class ChainTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Duration STALE_AFTER = Duration.ofHours(6);

  /** Ages in hours; what failed, and the age of the last delivery. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // logging, error, file, digest, started | failed, last delivery
        "true, -, 0, -, 90, '', 0",
        "true, -, 5, -, 90, '', 5",
        "true, -, 6, -, 90, '', 6",
        "true, -, 7, 0, 90, '', 0",
        "true, -, -, 1, 90, '', 1",
        "true, -, 7, 8, 90, DELIVERY_FRESH, 7",
        "true, -, 8, 7, 90, DELIVERY_FRESH, 7",
        "true, -, 7, -, 90, DELIVERY_FRESH, 7",
        "true, -, -, 7, 90, DELIVERY_FRESH, 7",
        "true, -, -, -, 1, '', -",
        "true, -, -, -, 7, DELIVERY_FRESH, -",
        "true, -, 90, 90, 1, '', 90",
        "true, -, -, -, -, '', -",
        "true, '', 0, -, 90, '', 0",
        "true, AccessDenied, 0, -, 90, TRAIL_DELIVERING, 0",
        "true, NoSuchBucket, 7, 7, 90, TRAIL_DELIVERING DELIVERY_FRESH, 7",
        "false, -, 0, 0, 90, TRAIL_LOGGING, 0",
        "false, -, 7, 7, 90, TRAIL_LOGGING DELIVERY_FRESH, 7",
        "false, AccessDenied, 7, 7, 90, TRAIL_LOGGING TRAIL_DELIVERING DELIVERY_FRESH, 7",
        "-, -, -, -, -, TRAIL_LOGGING, -"
      })
  void shouldTellWhatBecameOfTheDelivery(
      @Nullable Boolean logging,
      @Nullable String error,
      @Nullable Integer file,
      @Nullable Integer digest,
      @Nullable Integer started,
      String failed,
      @Nullable Integer last) {
    // Given
    GetTrailStatusResponse status =
        GetTrailStatusResponse.builder()
            .isLogging(logging)
            .latestDeliveryError(error)
            .latestDeliveryTime(ago(file))
            .latestDigestDeliveryTime(ago(digest))
            .startLoggingTime(ago(started))
            .build();
    Chain chain = new Chain(new Resources.New(null, 90));

    // When
    chain.trailStatus(() -> status);
    chain.isFreshSince(NOW.minus(STALE_AFTER));
    Verification seen = chain.complete();

    // Then
    assertThat(failed(seen)).isEqualTo(failed);
    assertThat(seen.lastDeliveryAt()).isEqualTo(ago(last));
    assertThat(seen.checks()).allMatch(it -> it.passed() || it.remedy() != null);
  }

  @Test
  void shouldSayNothingOfTheDeliveryWhereCloudTrailRefusesToTell() {
    // Given
    Chain chain = new Chain(new Resources.New(null, 90));

    // When
    chain.trailStatus(
        () -> {
          throw Refusal.of(FindingCode.ACCESS_DENIED, "cloudtrail:GetTrailStatus", "trail");
        });
    chain.isFreshSince(NOW.minus(STALE_AFTER));
    Verification seen = chain.complete();

    // Then
    assertThat(seen.checks())
        .extracting(Check::code)
        .containsExactly("TRAIL_LOGGING", "TRAIL_DELIVERING");
    assertThat(failed(seen)).isEqualTo("TRAIL_LOGGING");
    assertThat(seen.lastDeliveryAt()).isNull();
  }

  private static String failed(Verification seen) {
    return seen.checks().stream()
        .filter(it -> !it.passed())
        .map(Check::code)
        .collect(Collectors.joining(" "));
  }

  private static @Nullable Instant ago(@Nullable Integer hours) {
    return hours == null ? null : NOW.minus(Duration.ofHours(hours));
  }
}
