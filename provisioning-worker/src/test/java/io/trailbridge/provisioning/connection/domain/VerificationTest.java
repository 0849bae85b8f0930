package io.trailbridge.provisioning.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.shared.Arn;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerificationTest {
  private static final Resources NEW = new Resources.New(null, 90);
  private static final Resources EXISTING =
      new Resources.Existing(
          new Arn("arn:aws:cloudtrail:eu-central-1:222222222222:trail/theirs"), null, null, null);

  @Test
  void shouldCallNothingHealthyThatWasNotLookedAt() {
    // Given
    var passed = CheckCode.ROLE_ASSUMABLE.passed();
    var failed = CheckCode.TRAIL_LOGGING.failed("Logging was stopped.", NEW);

    // When / Then
    assertThat(Verification.of(List.of(passed), true, null).health()).isEqualTo(Health.HEALTHY);
    assertThat(Verification.of(List.of(passed), false, null).health()).isEqualTo(Health.UNKNOWN);
    assertThat(Verification.of(List.of(passed, failed), false, null).health())
        .isEqualTo(Health.LOST);
    assertThat(failed.remedy()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "TRAIL_LOGGING, true, false",
    "BUCKET_SETTINGS, true, false",
    "BUCKET_POLICY, true, false",
    "NOTIFICATION, true, true",
    "TOPIC_POLICY, true, true",
    "FORWARDER_ROLE, false, false",
    "FORWARDER_QUEUE, true, true",
    "FORWARDER_FUNCTION, true, true",
    "FORWARDER_MAPPING, true, true",
    "SUBSCRIPTION_CONFIRMED, true, true",
    "NEWEST_OBJECT_READABLE, false, false",
    "DELIVERY_FRESH, false, false",
    "ROLE_ASSUMABLE, false, false",
    "EXTERNAL_ID_ENFORCED, false, false"
  })
  void shouldMendOnlyWhatIsOurs(CheckCode failed, boolean whereNew, boolean whereExisting) {
    // Given
    Verification seen = seen(failed.failed("It was changed.", NEW));

    // When / Then
    assertThat(seen.canBeMended(NEW)).isEqualTo(whereNew);
    assertThat(seen.canBeMended(EXISTING)).isEqualTo(whereExisting);
  }

  @Test
  void shouldMendNothingThroughARoleThatLetsAnybodyIn() {
    // Given
    Verification seen =
        seen(
            CheckCode.EXTERNAL_ID_ENFORCED.failed("Anybody.", NEW),
            CheckCode.TRAIL_LOGGING.failed("Logging was stopped.", NEW));

    // When / Then
    assertThat(seen.canBeMended(NEW)).isFalse();
  }

  @Test
  void shouldSayWhatWasMended() {
    // Given
    Verification before = seen(CheckCode.TRAIL_LOGGING.failed("Logging was stopped.", NEW));
    Verification after =
        seen(
            CheckCode.TRAIL_LOGGING.passed(), CheckCode.NOTIFICATION.failed("Still missing.", NEW));

    // When
    Verification told = after.mended(before);

    // Then
    assertThat(told.checks())
        .extracting(Check::message)
        .contains("Mended. Logging was stopped.", "Still missing.");
  }

  @ParameterizedTest
  @EnumSource(CheckCode.class)
  void shouldNeverPromiseToChangeATrailThatIsTheCustomers(CheckCode code) {
    // When
    String remedy = String.valueOf(code.failed("Not so.", EXISTING).remedy());

    // Then
    assertThat(remedy).isNotBlank();
    if (code.name().startsWith("TRAIL_") || code == CheckCode.EVENT_SELECTORS) {
      assertThat(remedy).doesNotContain("et the connection up again");
    }
  }

  private static Verification seen(Check... checks) {
    return Verification.of(
        Stream.concat(Stream.of(CheckCode.TRAIL_EXISTS.passed()), List.of(checks).stream())
            .toList(),
        true,
        null);
  }
}
