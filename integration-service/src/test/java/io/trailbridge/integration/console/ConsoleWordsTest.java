package io.trailbridge.integration.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.integration.connection.domain.Gap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The console finds a text for everything it shows, in each language. */
class ConsoleWordsTest {
  private static final Path APP = Path.of("src/main/resources/web/app");
  private static final Pattern ASKED = Pattern.compile("\\bt\\(\\s*'([^']+)'");
  private static final Pattern CHOSEN =
      Pattern.compile("\\bt\\([^'`]*\\?\\s*'([^']+)'\\s*:\\s*'([^']+)'");

  @Test
  void shouldHaveTheSameKeysInEachLanguage() throws IOException {
    // Findings are told in English by the service itself.
    Set<String> german = new TreeSet<>(words("de").keySet());
    german.removeIf(key -> key.startsWith("finding."));
    assertThat(german).isEqualTo(new TreeSet<>(words("en").keySet()));
    assertThat(words("de").values()).noneMatch(String::isBlank);
    assertThat(words("en").values()).noneMatch(String::isBlank);
  }

  @Test
  void shouldKeepWhatIsFilledIn() throws IOException {
    Map<String, String> german = words("de");
    words("en")
        .forEach(
            (key, text) -> assertThat(blanks(german.get(key))).as(key).isEqualTo(blanks(text)));
  }

  @Test
  void shouldHaveATextForEachKeyThatAPageAsksFor() throws IOException {
    Set<String> asked = new TreeSet<>();
    try (Stream<Path> files = Files.walk(APP)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".js")).toList()) {
        String code = Files.readString(file);
        ASKED.matcher(code).results().forEach(found -> asked.add(found.group(1)));
        CHOSEN
            .matcher(code)
            .results()
            .forEach(found -> asked.addAll(List.of(found.group(1), found.group(2))));
      }
    }
    assertThat(asked).hasSizeGreaterThan(100);
    assertThat(words("en").keySet()).containsAll(asked);
  }

  @Test
  void shouldHaveATextForEverythingThatTheApiNames() throws IOException {
    Set<String> named = new TreeSet<>();
    for (ConnectionStatus it : ConnectionStatus.values()) {
      named.add("status." + it);
    }
    for (Hold it : Hold.values()) {
      named.add("hold." + it);
    }
    for (ResourceKind it : ResourceKind.values()) {
      named.add("kind." + it);
    }
    for (Health it : Health.values()) {
      named.add("chain." + it);
    }
    for (Gap.Status it : Gap.Status.values()) {
      named.add("gap." + it);
    }
    for (String it : List.of("NONE", "EXPIRED", "REVOKED")) {
      named.add("license." + it);
    }
    assertThat(words("en").keySet()).containsAll(named);
  }

  /** The worker's codes, as the page says that its own test holds against them. */
  @Test
  void shouldHaveWordsAndARemedyForEachCheckOfTheChain() throws IOException {
    // Given
    String page = Files.readString(Path.of("../docs/aws.md"));
    String table = page.substring(page.indexOf("| check |"), page.indexOf("`HEALTHY`: all held"));
    Set<String> codes = new TreeSet<>();
    for (String line : table.lines().filter(it -> it.startsWith("| `")).toList()) {
      Pattern.compile("`([A-Z_]+)`")
          .matcher(line.split("\\|", -1)[1])
          .results()
          .forEach(found -> codes.add(found.group(1)));
    }

    // When
    List<String> asked =
        codes.stream().flatMap(it -> Stream.of("check." + it, "check." + it + ".todo")).toList();

    // Then
    assertThat(codes).contains("ROLE_ASSUMABLE", "DELIVERY_FRESH").hasSizeGreaterThan(10);
    assertThat(words("en").keySet()).containsAll(asked);
  }

  @Test
  void shouldSayOfEachTranslatedFindingWhatToDo() throws IOException {
    // Given
    String page = Files.readString(Path.of("../docs/aws.md"));

    // When
    Set<String> findings =
        words("de").keySet().stream()
            .filter(key -> key.matches("finding\\.[A-Z_]+"))
            .collect(Collectors.toSet());

    // Then
    assertThat(findings)
        .hasSizeGreaterThan(30)
        .allMatch(key -> page.contains("`" + key.substring("finding.".length()) + "`"));
    assertThat(words("de").keySet())
        .containsAll(findings.stream().map(key -> key + ".todo").toList());
  }

  @Test
  void shouldCallTheFourStatesAsTheFieldDoes() throws IOException {
    Map<String, String> german = words("de");
    assertThat(
            List.of(
                text(german, "status.PAUSED"),
                text(german, "status.ACTIVE"),
                text(german, "status.DISCONNECTED"),
                text(german, "status.DELETED")))
        .containsExactly("angehalten", "aktiv", "getrennt", "gelöscht");
  }

  private static String text(Map<String, String> words, String key) {
    return words.getOrDefault(key, "");
  }

  private static Set<String> blanks(@org.jspecify.annotations.Nullable String text) {
    Set<String> found = new TreeSet<>();
    Pattern.compile("\\{\\w+}")
        .matcher(text == null ? "" : text)
        .results()
        .forEach(it -> found.add(it.group()));
    return found;
  }

  private static Map<String, String> words(String language) throws IOException {
    return new ObjectMapper()
        .readValue(
            APP.resolve("messages/" + language + ".json").toFile(), new TypeReference<>() {});
  }
}
