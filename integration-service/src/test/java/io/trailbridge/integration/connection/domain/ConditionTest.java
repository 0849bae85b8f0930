package io.trailbridge.integration.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.provisioning.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final Instant T0 = Instant.parse("2026-11-23T10:00:00Z");
  private static final HealthRule RULE = new HealthRule(3, Duration.ofMinutes(5), 2);

  @Test
  void shouldTellSinceWhenSomethingIsWrongAndWhenItLastHeld() {
    // Given
    Condition good = Condition.UNKNOWN.afterReconcile(List.of(), T0);

    // When
    Condition first = good.failedOnceMore(List.of(finding("TRAIL_LOGGING")), RULE, at(5));
    Condition second =
        first.failedOnceMore(
            List.of(finding("TRAIL_LOGGING"), finding("NOTIFICATION")), RULE, at(10));

    // Then
    assertThat(second.findings().getFirst())
        .returns(at(5), Trouble::since)
        .returns(T0, Trouble::lastGoodAt);
    assertThat(second.findings().getLast())
        .returns(at(10), Trouble::since)
        .returns(T0, Trouble::lastGoodAt);
  }

  @Test
  void shouldForgetTheTimesOnceItHolds() {
    // Given
    Condition failing =
        Condition.UNKNOWN.failedOnceMore(List.of(finding("TRAIL_LOGGING")), RULE, T0);

    // When
    Condition again =
        failing
            .passedOnceMore(RULE, at(5))
            .failedOnceMore(List.of(finding("TRAIL_LOGGING")), RULE, at(10));

    // Then
    assertThat(failing.findings().getFirst().lastGoodAt()).isNull();
    assertThat(again.findings().getFirst())
        .returns(at(10), Trouble::since)
        .returns(at(5), Trouble::lastGoodAt);
  }

  @Test
  void shouldBeWrittenOnceAnHourWhileAllIsWell() {
    // Given
    Condition good = Condition.UNKNOWN.passedOnceMore(RULE, T0);

    // When / Then
    assertThat(good.passedOnceMore(RULE, at(59))).isEqualTo(good);
    assertThat(good.passedOnceMore(RULE, at(60)).goodAt()).isEqualTo(at(60));
  }

  private static Instant at(int minutes) {
    return T0.plus(Duration.ofMinutes(minutes));
  }

  private static Finding finding(String code) {
    return new Finding(code, null, "Something is wrong.", "Mend it.");
  }
}
