package io.trailbridge.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file of {@code deploy/}, which lies on the testbed's class path under the same name. */
final class DeployFile {

  private DeployFile() {}

  static String read(String name) {
    try (var in = DeployFile.class.getClassLoader().getResourceAsStream("deploy/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no file deploy/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
