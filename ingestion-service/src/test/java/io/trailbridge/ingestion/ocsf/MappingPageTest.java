package io.trailbridge.ingestion.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MappingPageTest {
  private static final Pattern PATH = Pattern.compile("`([^`]+)`");

  @Test
  void shouldNameEveryFieldThatHasAPlaceAndNoOther() throws IOException {
    // Given
    List<String> page = Files.readAllLines(Path.of("..", "docs", "ocsf-mapping.md"));

    // When
    Set<String> documented = new TreeSet<>();
    page.stream()
        .takeWhile(line -> !line.equals("## Constant"))
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(0, line.indexOf('|', 1)))
        .forEach(
            cell ->
                PATH.matcher(cell)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .forEach(documented::add));

    // Then
    Set<String> mapped = new TreeSet<>();
    Arrays.stream(Field.values()).forEach(field -> mapped.addAll(field.paths()));
    Arrays.stream(Detail.values()).forEach(detail -> mapped.add(detail.path()));
    assertThat(documented).isEqualTo(mapped);
  }
}
