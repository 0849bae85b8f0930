package io.trailbridge.provisioning.connection.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.shared.Arn;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A forwarder as it is to be.
 *
 * @param zip its code, as Lambda takes it
 * @param environment what the code reads, the secret among it; never logged
 * @param role that it runs with
 */
record Forwarder(byte[] zip, Map<String, String> environment, Arn role) {
  static final String SECRET = "TRAILBRIDGE_SECRET";

  /** The code's hash as Lambda tells it. */
  String codeSha256() {
    return Base64.getEncoder().encodeToString(digest().digest(zip));
  }

  /**
   * A hash of code and environment, which differs wherever one of them does. The secret is not in
   * it: it is told by the key that it was derived from.
   */
  String revision() {
    MessageDigest digest = digest();
    digest.update(zip);
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (!name.equals(SECRET)) {
                digest.update((name + "=" + value + "\n").getBytes(UTF_8));
              }
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Forwarder[" + revision() + "]";
  }
}
