package io.trailbridge.ingestion.ocsf;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * OCSF's schema and mapping, other people's work that is not part of the project: read from {@code
 * shared/data/ocsf} beside the repository or beside a folder above it, or from where the system
 * property {@code trailbridge.ocsf} says.
 */
final class OcsfData {
  /** The samples have commas before closing braces. */
  private static final ObjectMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Path root;

  private OcsfData(Path root) {
    this.root = root;
  }

  /** Skips the test aloud where the data is missing. */
  static OcsfData required() {
    String given = System.getProperty("trailbridge.ocsf");
    if (given != null) {
      return new OcsfData(Path.of(given));
    }
    Path folder = Path.of("").toAbsolutePath();
    for (Path at = folder; at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared/data/ocsf");
      if (Files.isDirectory(candidate)) {
        return new OcsfData(candidate);
      }
    }
    String reason =
        "SKIPPED: no shared/data/ocsf beside "
            + folder
            + " or above it; -Dtrailbridge.ocsf=<folder> names another place";
    System.out.println(reason);
    Assumptions.abort(reason);
    throw new IllegalStateException(reason);
  }

  String text(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode json(String path) {
    try {
      return LENIENT.readTree(text(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String path) {
    return Files.exists(root.resolve(path));
  }
}
