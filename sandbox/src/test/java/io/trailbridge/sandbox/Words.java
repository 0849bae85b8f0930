package io.trailbridge.sandbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The console's words in one language, out of its own bundle: a story is told once for all. */
final class Words {
  private static final Path BUNDLES =
      Path.of("../integration-service/src/main/resources/web/app/messages");

  private final Map<String, String> texts;

  private Words(Map<String, String> texts) {
    this.texts = texts;
  }

  static Words in(String language) {
    try {
      return new Words(
          new ObjectMapper()
              .readValue(BUNDLES.resolve(language + ".json").toFile(), new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a key. */
  String of(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("the console has no text for " + key);
    }
    return text;
  }

  /** The text of a key up to what is filled in. */
  String beginningOf(String key) {
    return of(key).split("\\{", 2)[0].strip();
  }
}
