package io.trailbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the run left in the logs; told last, when all other stories are over. */
@ExtendWith(SharedSandbox.class)
@Order(Integer.MAX_VALUE)
class LogStory {
  /**
   * What the broker says where an instance was killed in a transaction and comes back at once, and
   * where the machine has too much to do; producers try again after both.
   */
  private static final List<String> EXPECTED =
      List.of("Error processing append operation", "controller event queue overloaded");

  private static final Pattern EXTERNAL_ID = Pattern.compile("\"externalId\":\"([^\"]+)\"");

  private final World world;

  LogStory(World world) {
    this.world = world;
  }

  @Test
  void shouldHaveLoggedNoErrorThatNobodyExpected() throws IOException {
    // Given
    List<String> errors = new ArrayList<>();

    // When
    for (Path log : logs()) {
      try (Stream<String> lines = Files.lines(log)) {
        lines
            .filter(line -> line.contains(" ERROR ") || line.startsWith("Exception in thread"))
            .filter(line -> EXPECTED.stream().noneMatch(line::contains))
            .map(line -> log.getFileName() + ": " + line)
            .forEach(errors::add);
      }
    }

    // Then
    assertThat(errors).isEmpty();
  }

  @Test
  void shouldHaveLoggedNoSecret() throws IOException {
    // Given
    Set<String> secrets = new TreeSet<>(world.secrets());
    for (String state : world.messages("trailbridge.connection.state")) {
      Matcher externalId = EXTERNAL_ID.matcher(state);
      while (externalId.find()) {
        secrets.add(externalId.group(1));
      }
    }

    // When
    List<String> told = new ArrayList<>();
    for (Path log : logs()) {
      String text = Files.readString(log);
      secrets.stream()
          .filter(text::contains)
          .map(secret -> log.getFileName() + " tells " + secret.substring(0, 6) + "…")
          .forEach(told::add);
    }

    // Then
    assertThat(told).isEmpty();
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> logs = Files.list(world.sandbox().home().logs())) {
      return logs.filter(log -> log.toString().endsWith(".log")).sorted().toList();
    }
  }
}
