package io.trailbridge.provisioning.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Customers and their administrators look codes up in docs/aws.md. */
class AwsPageTest {

  @ParameterizedTest
  @EnumSource(FindingCode.class)
  void shouldExplainEveryFinding(FindingCode code) throws IOException {
    assertThat(page()).contains("`" + code + "`");
  }

  @ParameterizedTest
  @EnumSource(CheckCode.class)
  void shouldExplainEveryCheck(CheckCode code) throws IOException {
    assertThat(page()).contains("`" + code + "`");
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "aws.md"));
  }
}
