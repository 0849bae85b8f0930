package io.trailbridge.integration.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.problem.ProblemKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WrongTriesTest {
  private final SteppedClock clock = new SteppedClock();
  private final WrongTries tries = new WrongTries(new TenTries(), clock);

  @Test
  void shouldTellTenTimesAMinuteThatATokenIsWrong() {
    // When
    for (int i = 0; i < 10; i++) {
      assertThat(wrong("192.0.2.1")).isEqualTo("token-invalid");
    }

    // Then
    assertThat(wrong("192.0.2.1")).isEqualTo("too-many-requests");
    assertThat(wrong("192.0.2.2")).isEqualTo("token-invalid");
    clock.now = clock.now.plusSeconds(60);
    assertThat(wrong("192.0.2.1")).isEqualTo("token-invalid");
  }

  @Test
  void shouldLetARightTokenInNevertheless() {
    // Given
    for (int i = 0; i < 20; i++) {
      wrong("192.0.2.1");
    }

    // Then
    assertThat(tries.<String>guard("192.0.2.1", () -> "in")).isEqualTo("in");
  }

  @Test
  void shouldCountNothingButWrongTokens() {
    // Given
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(
              () ->
                  tries.guard(
                      "192.0.2.1",
                      () -> {
                        throw Problem.of(ProblemKind.ALREADY_COMPLETED);
                      }))
          .isInstanceOf(Problem.class);
    }

    // Then
    assertThat(wrong("192.0.2.1")).isEqualTo("token-invalid");
  }

  private String wrong(String address) {
    return catchThrowableOfType(
            Problem.class,
            () ->
                tries.guard(
                    address,
                    () -> {
                      throw Problem.tokenInvalid();
                    }))
        .kind()
        .slug();
  }

  private static final class TenTries implements SetupConfig {
    @Override
    public Duration tokenLifetime() {
      return Duration.ofMinutes(60);
    }

    @Override
    public int wrongTriesPerMinute() {
      return 10;
    }
  }

  private static final class SteppedClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
