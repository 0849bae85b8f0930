package io.trailbridge.ingestion.batch.domain;

import io.trailbridge.contracts.shared.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The identity of an event, 128 bits made of tenant, recipientAccountId, eventID and eventCategory.
 * Two accounts' views of one action share a {@code sharedEventID} and are not the same event.
 *
 * <p>Tenant, account and category are hashed to 128 bits, the eventID's own 128 bits are added by
 * exclusive or: within one tenant, account and category two events never share an identity, and
 * between them only by chance. The value stands on {@code trailbridge.cloudtrail.seen}, so its
 * making may never change.
 */
public final class EventIds {
  private static final int CACHED = 1024;

  private final Map<String, long[]> scopes =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, long[]> eldest) {
          return size() > CACHED;
        }
      };

  private String lastTenant = "";
  private long lastAccount = Long.MIN_VALUE;
  private String lastCategory = "";
  private long[] lastScope = {0, 0};

  private long high;
  private long low;

  /**
   * Makes the identity; {@link #high} and {@link #low} hold it until the next call.
   *
   * @param account 12 digits as a number, or {@link AccountFilter#NO_ACCOUNT}
   * @param idHigh the eventID's first 16 hex digits
   * @param idLow its last 16 hex digits
   * @param category {@code eventCategory}, empty where there is none
   */
  public void of(TenantId tenant, long account, long idHigh, long idLow, String category) {
    boolean sameScope =
        account == lastAccount
            && tenant.value().equals(lastTenant)
            && category.equals(lastCategory);
    if (!sameScope) {
      lastScope = scope(tenant.value(), account, category);
      lastTenant = tenant.value();
      lastAccount = account;
      lastCategory = category;
    }
    high = lastScope[0] ^ idHigh;
    low = lastScope[1] ^ idLow;
  }

  /** The first 64 bits of the last identity. */
  public long high() {
    return high;
  }

  /** The last 64 bits of the last identity. */
  public long low() {
    return low;
  }

  private long[] scope(String tenant, long account, String category) {
    String text = tenant + '\n' + account + '\n' + category;
    return scopes.computeIfAbsent(text, EventIds::digest);
  }

  private static long[] digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      ByteBuffer buffer = ByteBuffer.wrap(hash);
      return new long[] {buffer.getLong(), buffer.getLong()};
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
