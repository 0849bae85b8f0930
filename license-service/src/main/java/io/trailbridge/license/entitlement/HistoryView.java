package io.trailbridge.license.entitlement;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.LicenseHistory.Asked;
import io.trailbridge.license.entitlement.LicenseHistory.Told;
import io.trailbridge.license.entitlement.domain.Input;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What became of a licence, newest first.
 *
 * @param periods as they were granted, before they joined others
 * @param revocations each took back all that was granted before
 * @param events as they were published
 * @param nextCursor absent on the last page
 */
public record HistoryView(
    TenantId tenantId,
    @JsonProperty("package") LicensePackage licensePackage,
    List<Granted> periods,
    List<Revoked> revocations,
    List<Published> events,
    @Nullable String nextCursor) {

  static HistoryView of(
      TenantId tenantId,
      LicensePackage licensePackage,
      List<Asked> wishes,
      List<Told> events,
      Place before,
      int limit) {
    List<Asked> asked = wishes.subList(0, Math.min(limit, wishes.size()));
    List<Told> told = events.subList(0, Math.min(limit, events.size()));
    Place end =
        new Place(
            last(asked, Asked::number, before.wish()),
            last(told, it -> it.event().version(), before.version()));
    return new HistoryView(
        tenantId,
        licensePackage,
        asked.stream().filter(it -> !isRevocation(it)).map(Granted::of).toList(),
        asked.stream().filter(HistoryView::isRevocation).map(Revoked::of).toList(),
        told.stream().map(Published::of).toList(),
        wishes.size() > limit || events.size() > limit ? end.cursor() : null);
  }

  private static boolean isRevocation(Asked asked) {
    return asked.wish().wanted() instanceof Input.Revoke;
  }

  private static <T> long last(List<T> page, ToLongFunction<T> number, long otherwise) {
    return page.isEmpty() ? otherwise : number.applyAsLong(page.getLast());
  }

  /**
   * A period that was granted.
   *
   * @param validFrom inclusive
   * @param validUntil exclusive
   * @param endsLicence whether the licence was to end with it; else it was added to what there was
   * @param grantedBy the subject of the token, or the source of the message
   * @param orderId absent where no order was named
   */
  public record Granted(
      Instant validFrom,
      @Nullable Instant validUntil,
      boolean endsLicence,
      String grantedBy,
      Instant grantedAt,
      @Nullable String orderId) {

    static Granted of(Asked asked) {
      Input.Wanted wanted = asked.wish().wanted();
      return new Granted(
          wanted.from() == null ? asked.at() : wanted.from(),
          wanted.until(),
          wanted instanceof Input.Set,
          asked.wish().by(),
          asked.at(),
          orderOf(asked));
    }
  }

  /**
   * The licence was taken back.
   *
   * @param revokedBy the subject of the token, or the source of the message
   * @param orderId absent where no order was named
   */
  public record Revoked(Instant revokedAt, String revokedBy, @Nullable String orderId) {

    static Revoked of(Asked asked) {
      return new Revoked(asked.at(), asked.wish().by(), orderOf(asked));
    }
  }

  /** An event of {@code trailbridge.license.events}, and when it was committed to the outbox. */
  public record Published(
      String type,
      long version,
      Instant effectiveAt,
      boolean valid,
      Instant validFrom,
      Instant validUntil,
      LicenseReason reason,
      Instant publishedAt) {

    static Published of(Told told) {
      LicenseEvent event = told.event();
      return new Published(
          event.getClass().getSimpleName(),
          event.version(),
          event.effectiveAt(),
          event.valid(),
          event.validFrom(),
          event.validUntil(),
          event.reason(),
          told.at());
    }
  }

  private static @Nullable String orderOf(Asked asked) {
    return asked.wish().orderId() == null ? null : asked.wish().orderId().value();
  }

  /**
   * Where a page ended.
   *
   * @param wish only wishes of a lower number come after it
   * @param version only events of a lower version come after it
   */
  public record Place(long wish, long version) {
    /** Before the first page. */
    public static final Place NEWEST = new Place(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Throws IllegalArgumentException where the text is none of ours. */
    public static Place parse(String text) {
      String[] parts = text.split(" ", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException("a place has two parts");
      }
      return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    String cursor() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((wish + " " + version).getBytes(UTF_8));
    }
  }
}
