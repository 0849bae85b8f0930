package io.trailbridge.integration.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, as a text that says nothing to others: signed together with the tenant and
 * the list, so that a cursor that was altered, made up, or handed over by another tenant is none.
 */
@ApplicationScoped
public class Cursors {
  private static final int MAC_BYTES = 16;
  private static final int LONGEST = 200;

  private final CursorKey source;
  private volatile @Nullable SecretKeySpec key;

  Cursors(CursorKey source) {
    this.source = source;
  }

  /**
   * A cursor.
   *
   * @param list which list of the tenant
   * @param position any short text, which {@link #read} gives back
   */
  public String write(TenantId tenant, String list, String position) {
    byte[] text = position.getBytes(UTF_8);
    byte[] signed = Arrays.copyOf(mac(tenant, list, text), MAC_BYTES + text.length);
    System.arraycopy(text, 0, signed, MAC_BYTES, text.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /**
   * The position in a cursor.
   *
   * @throws Problem malformed, where it is not one of this tenant and this list
   */
  public String read(TenantId tenant, String list, String cursor) {
    byte[] signed = decoded(cursor);
    byte[] text = Arrays.copyOfRange(signed, MAC_BYTES, signed.length);
    if (!MessageDigest.isEqual(Arrays.copyOf(signed, MAC_BYTES), mac(tenant, list, text))) {
      throw foreign();
    }
    return new String(text, UTF_8);
  }

  private static byte[] decoded(String cursor) {
    if (cursor.length() > LONGEST) {
      throw foreign();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      if (bytes.length > MAC_BYTES
          && Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(cursor)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Not one of ours, as those that are too short or written otherwise.
    }
    throw foreign();
  }

  private byte[] mac(TenantId tenant, String list, byte[] position) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key());
      mac.update((tenant + "\n" + list + "\n").getBytes(UTF_8));
      return Arrays.copyOf(mac.doFinal(position), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private SecretKeySpec key() {
    SecretKeySpec known = key;
    if (known == null) {
      known = new SecretKeySpec(source.bytes(), "HmacSHA256");
      key = known;
    }
    return known;
  }

  private static Problem foreign() {
    return Problem.malformed("cursor", "must be a nextCursor that a page of this list gave");
  }
}
