package io.trailbridge.provisioning.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.shared.Arn;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTest {
  private static final Resources NEW = new Resources.New(null, 90);
  private static final Resources EXISTING =
      new Resources.Existing(
          new Arn("arn:aws:cloudtrail:eu-central-1:222222222222:trail/theirs"), null, null, null);

  @ParameterizedTest
  @CsvSource({
    "TRAIL_LOGGING, true, false",
    "BUCKET_SETTINGS, true, false",
    "BUCKET_POLICY, true, false",
    "NOTIFICATION, true, true",
    "TOPIC_POLICY, true, true",
    "SUBSCRIPTION_CONFIRMED, true, true",
    "NEWEST_OBJECT_READABLE, false, false",
    "DELIVERY_FRESH, false, false",
    "ROLE_ASSUMABLE, false, false",
    "EXTERNAL_ID_ENFORCED, false, false"
  })
  void shouldMendOnlyWhatIsOurs(CheckCode failed, boolean whereNew, boolean whereExisting) {
    // Given
    Verification seen = seen(failed.failed("It was changed."));

    // When / Then
    assertThat(seen.canBeMended(NEW)).isEqualTo(whereNew);
    assertThat(seen.canBeMended(EXISTING)).isEqualTo(whereExisting);
  }

  @Test
  void shouldMendNothingThroughARoleThatLetsAnybodyIn() {
    // Given
    Verification seen =
        seen(
            CheckCode.EXTERNAL_ID_ENFORCED.failed("Anybody."),
            CheckCode.TRAIL_LOGGING.failed("Logging was stopped."));

    // When / Then
    assertThat(seen.canBeMended(NEW)).isFalse();
  }

  @Test
  void shouldSayWhatWasMended() {
    // Given
    Verification before = seen(CheckCode.TRAIL_LOGGING.failed("Logging was stopped."));
    Verification after =
        seen(CheckCode.TRAIL_LOGGING.passed(), CheckCode.NOTIFICATION.failed("Still missing."));

    // When
    Verification told = after.mended(before);

    // Then
    assertThat(told.checks())
        .extracting(Check::message)
        .contains("Mended. Logging was stopped.", "Still missing.");
  }

  private static Verification seen(Check... checks) {
    return Verification.of(
        Stream.concat(Stream.of(CheckCode.TRAIL_EXISTS.passed()), List.of(checks).stream())
            .toList(),
        true,
        null);
  }
}
