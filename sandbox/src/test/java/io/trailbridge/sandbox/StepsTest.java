package io.trailbridge.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class StepsTest {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final Steps steps = new Steps(new PrintStream(told, true, UTF_8));

  @Test
  void shouldTellEachStepInALineOfItsOwn() {
    // When
    steps.step("Opens", () -> "");
    steps.step("Counts", () -> "7 of 7");

    // Then
    assertThat(told.toString(UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).matches(" +1 +ok +[0-9.]+ s +Opens"),
            line -> assertThat(line).matches(" +2 +ok +[0-9.]+ s +Counts: 7 of 7"));
  }

  @Test
  void shouldStopAtTheStepThatDoesNotHoldAndNameIt() {
    // Given
    Steps.Step failing =
        () -> {
          throw new IllegalStateException("5 of 7");
        };

    // When / Then
    assertThatThrownBy(() -> steps.step("Counts", failing))
        .isInstanceOf(Steps.Failed.class)
        .hasMessage("Counts: 5 of 7");
    assertThat(told.toString(UTF_8)).matches(" +1 +-- +[0-9.]+ s +Counts\\R");
  }
}
