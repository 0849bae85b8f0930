package io.trailbridge.contracts.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.shared.ConnectionId;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a connection's forwarder signs with. It is derived and stored nowhere: the worker that hands
 * it to the forwarder and the intake that checks a signature come to the same one.
 */
public final class ForwarderSecret {
  private static final String ALGORITHM = "HmacSHA256";

  private ForwarderSecret() {}

  /**
   * HMAC-SHA256 of {@code <connection id>.<version>} with a master key, as 64 hex digits: these
   * characters are the forwarder's key.
   */
  public static String of(byte[] masterKey, ConnectionId connection, int version) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(masterKey, ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal((connection + "." + version).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** What tells the intake which secret it was: {@code X-Trailbridge-Key}. */
  public static String keyOf(String masterKeyId, int version) {
    return masterKeyId + "." + version;
  }
}
