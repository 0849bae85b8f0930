package io.trailbridge.integration.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.integration.setup.domain.ShellWord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes into a command comes out of a real shell as it went in, or was refused before. */
class ShellCommandsIT {
  private static final int TRIES = 10_000;
  private static final String[] PIECES = {
    "'",
    "\"",
    "$(touch x)",
    "`touch x`",
    "\n",
    "\r",
    "!",
    "!!",
    "-x",
    "--",
    ";",
    "&",
    "|",
    ">",
    "<",
    "*",
    "?",
    "~",
    "\\",
    "#",
    " ",
    "\t",
    "\u0000",
    "\u202e",
    "\u2028",
    "😀",
    "ü",
    "${IFS}",
    "{a,b}",
    "a",
    "Z",
    "0",
    "9",
    ".",
    ":",
    "/",
    "=",
    "+",
    "-",
    "_",
    "arn:aws:iam::222222222222:role/x",
    "eu-central-1",
    "https://api.example.com"
  };

  @TempDir Path folder;

  @Test
  void shouldGiveEveryWordToTheProgramAsItWasOrRefuseIt() throws IOException {
    // Given
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> accepted = new ArrayList<>();
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < TRIES; i++) {
      String word = word(random);
      String quoted = quote(word);
      if (quoted != null) {
        accepted.add(word);
        script.append("printf '%s\\0' ").append(quoted).append('\n');
      }
    }
    Path file = Files.writeString(folder.resolve("commands"), script);

    for (String shell : List.of("bash", "dash", "zsh")) {
      if (!Shell.has(shell)) {
        continue;
      }

      // When
      Shell.Ran ran = Shell.run(folder, Map.of(), List.of(shell, file.toString()));

      // Then
      assertThat(List.of(ran.output().split("\0")))
          .as("%s, seed %d", shell, seed)
          .isEqualTo(accepted);
    }
    assertThat(accepted).as("seed %d", seed).hasSizeGreaterThan(100);
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing was run").containsExactly(file);
    }
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int length = random.nextInt(4);
    for (int i = 0; i <= length; i++) {
      word.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return new String(word.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static @Nullable String quote(String word) {
    try {
      return ShellWord.quote(word);
    } catch (IllegalArgumentException refused) {
      return null;
    }
  }
}
