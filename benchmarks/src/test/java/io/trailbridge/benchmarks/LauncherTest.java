package io.trailbridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LauncherTest {

  static Stream<String> benchmarks() {
    return Launcher.commands().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("benchmarks")
  void shouldStartEveryBenchmark(String name) {
    assertThat(Launcher.commands().execute(name, "--effort", "smoke")).isZero();
  }
}
