package io.trailbridge.integration.setup;

import io.trailbridge.integration.setup.domain.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The script that customers run, as it is served. */
@ApplicationScoped
public class Script {
  private final byte[] bytes = read();
  private final Digest digest = Digest.of(bytes);

  /** What is served, byte for byte. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Its SHA-256, which the download command checks. */
  public Digest digest() {
    return digest;
  }

  private static byte[] read() {
    try (InputStream in = Script.class.getResourceAsStream("trailbridge-aws.sh")) {
      if (in == null) {
        throw new IllegalStateException("trailbridge-aws.sh is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
