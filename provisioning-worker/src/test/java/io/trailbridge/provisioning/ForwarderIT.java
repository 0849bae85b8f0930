package io.trailbridge.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Runs the forwarder's own tests, which need nothing but Python. */
class ForwarderIT {
  private static final Path TESTS = Path.of("src/test/python/test_forwarder.py");
  private static final Path CODE =
      Path.of("src/main/resources/io/trailbridge/provisioning/connection/aws");

  @Test
  void shouldPassItsTests() throws Exception {
    // When
    Process python =
        new ProcessBuilder("python3", "-B", TESTS.toString(), CODE.toString())
            .redirectErrorStream(true)
            .start();
    String told = new String(python.getInputStream().readAllBytes(), UTF_8);

    // Then
    assertThat(python.waitFor()).as(told).isZero();
    assertThat(told).contains("Ran 11 tests", "OK");
  }
}
