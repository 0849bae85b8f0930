package io.trailbridge.integration.setup.domain;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the bearer of a one-time token knows. Shown once, never stored, never logged.
 *
 * @param value 64 lower-case hex digits: 256 random bits
 */
public record TokenSecret(String value) {
  /** How many random bytes it is made of. */
  public static final int BYTES = 32;

  private static final String BEARER = "Bearer ";
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  /** Throws IllegalArgumentException where the value has another shape. */
  public TokenSecret {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a one-time token is 64 lower-case hex digits");
    }
  }

  /** Of 32 random bytes. */
  public static TokenSecret of(byte[] random) {
    if (random.length != BYTES) {
      throw new IllegalArgumentException("a one-time token needs 32 random bytes");
    }
    return new TokenSecret(HexFormat.of().formatHex(random));
  }

  /** What somebody claims to be one; empty where it cannot be. */
  public static Optional<TokenSecret> claimed(String value) {
    return SHAPE.matcher(value).matches() ? Optional.of(new TokenSecret(value)) : Optional.empty();
  }

  /**
   * What an {@code Authorization} header claims to carry; a text that is no token where it carries
   * none.
   */
  public static String inHeader(@Nullable String authorization) {
    return authorization != null && authorization.startsWith(BEARER)
        ? authorization.substring(BEARER.length())
        : "";
  }

  /** What is stored in its place. */
  public Digest hash() {
    return Digest.of(value);
  }

  @Override
  public String toString() {
    return "TokenSecret[hidden]";
  }
}
