package io.trailbridge.ingestion.intake.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.connection.ForwarderSecret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a forwarder signs a batch with the connection's {@link ForwarderSecret}. */
public final class ForwarderSignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "v1=";

  private ForwarderSignature() {}

  /**
   * What {@code X-Trailbridge-Signature} must be.
   *
   * @param timestamp the header as sent, epoch seconds
   * @param object the header as sent, {@code s3://bucket/key}
   */
  public static String of(String secret, String timestamp, String object, byte[] body) {
    String signed = timestamp + "\n" + object + "\n" + sha256(body);
    return PREFIX + HexFormat.of().formatHex(hmac(secret.getBytes(UTF_8), signed.getBytes(UTF_8)));
  }

  /** Compares in constant time. */
  public static boolean matches(String given, String expected) {
    return MessageDigest.isEqual(given.getBytes(UTF_8), expected.getBytes(UTF_8));
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
