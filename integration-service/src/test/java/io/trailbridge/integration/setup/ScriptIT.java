package io.trailbridge.integration.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The script by itself: its form, and its behaviour against stub tools (src/test/bats). */
class ScriptIT {
  private static final Path HERE = Path.of("").toAbsolutePath();

  @Test
  void shouldPassShellcheck() {
    // Given
    assumeTrue(Shell.has("shellcheck"), "SKIPPED: shellcheck is not installed");

    // When
    Shell.Ran ran = Shell.run(HERE, Map.of(), List.of("shellcheck", Shell.SCRIPT.toString()));

    // Then
    assertThat(ran.output()).isEmpty();
    assertThat(ran.exit()).isZero();
  }

  @Test
  void shouldPassItsTestsAgainstStubTools() {
    // Given
    assumeTrue(Shell.has("bats"), "SKIPPED: bats is not installed");

    // When
    Shell.Ran ran =
        Shell.run(
            HERE,
            Map.of("TRAILBRIDGE_SCRIPT", Shell.SCRIPT.toString()),
            List.of("bats", "--tap", "src/test/bats/trailbridge-aws.bats"));

    // Then
    assertThat(ran.exit()).as(ran.output()).isZero();
  }

  @Test
  void shouldDoNothingBeforeItsLastLineAndUseNothingNewerThanBash3() throws IOException {
    // When
    List<String> lines = Files.readAllLines(Shell.SCRIPT);

    // Then
    assertThat(lines.getLast()).isEqualTo("main \"$@\"");
    assertThat(lines)
        .noneMatch(
            line ->
                line.matches(
                    ".*(declare -A|local -n|mapfile|readarray|\\$\\{[a-zA-Z_]+(,,|\\^\\^|@[A-Z])|&>>|\\|&|coproc|printf -v [^ ]*\\[).*"))
        // What stands at the left border outside of functions is a comment, a function or the call.
        .allMatch(line -> line.matches("( .*|#.*|[a-z_]+\\(\\) [{]|[}]|main \"\\$@\"|)"));
  }
}
