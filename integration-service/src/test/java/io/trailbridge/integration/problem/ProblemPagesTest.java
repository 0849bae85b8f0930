package io.trailbridge.integration.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever meets a problem finds its page, and no page tells of one that is not. */
class ProblemPagesTest {
  private static final Path PAGES = Path.of("../docs/problems");

  @ParameterizedTest
  @EnumSource(ProblemKind.class)
  void shouldHaveAPageForEveryProblem(ProblemKind kind) throws IOException {
    // When
    String page = Files.readString(PAGES.resolve(kind.slug() + ".md"));

    // Then
    assertThat(page)
        .contains("| type | `" + kind.type() + "` |")
        .contains("| status | " + kind.status() + " |")
        .contains("integration-service");
    assertThat(Files.readString(PAGES.resolve("README.md")))
        .contains("[" + kind.slug() + "](" + kind.slug() + ".md) | " + kind.status() + " |");
  }

  @Test
  void shouldHaveNoPageForAProblemThatIsNone() throws IOException {
    // Given
    List<String> slugs = Stream.of(ProblemKind.values()).map(ProblemKind::slug).toList();

    // When
    try (Stream<Path> pages = Files.list(PAGES)) {
      List<String> ours =
          pages
              .filter(ProblemPagesTest::isOurs)
              .map(page -> page.getFileName().toString().replace(".md", ""))
              .toList();

      // Then
      assertThat(ours).containsExactlyInAnyOrderElementsOf(slugs);
    }
  }

  /** Other services have problems of their own. */
  private static boolean isOurs(Path page) {
    try {
      return Files.readString(page).matches("(?s).*\\| answered by \\|[^\n]*integration-service.*");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
