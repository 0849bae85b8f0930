package io.trailbridge.license.ops.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.Entitlements;
import io.trailbridge.license.entitlement.LicenseStore.Place;
import io.trailbridge.license.entitlement.LicenseView;
import io.trailbridge.license.problem.Paging;
import io.trailbridge.license.problem.ProblemException;
import io.trailbridge.messaging.Transactions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Licences of all tenants that end soon. */
@Path("/api/v1/licenses")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Tag(name = "Licences")
public class ExpiringLicensesResource {
  private static final int MOST = 200;
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private final Entitlements entitlements;
  private final Transactions transactions;

  ExpiringLicensesResource(Entitlements entitlements, Transactions transactions) {
    this.entitlements = entitlements;
    this.transactions = transactions;
  }

  /**
   * Keyset pages of the licences that are valid now, by their end.
   *
   * @param expiringBefore ISO 8601; absent: all
   * @param limit 1 to 200
   * @param cursor {@code nextCursor} of the former page
   */
  @GET
  @Operation(summary = "Lists valid licences that end before a time, soonest first")
  public Page list(
      @QueryParam("expiringBefore") @Nullable String expiringBefore,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Instant before = expiringBefore == null ? END_OF_TIME : instant(expiringBefore);
    int most = Paging.limit(limit, MOST);
    Place after = cursor == null ? null : Paging.cursor(cursor, ExpiringLicensesResource::place);
    List<LicenseView> found =
        transactions.asSystem(
            "operators list licences", () -> entitlements.expiring(before, after, most + 1));
    List<LicenseView> items = found.size() > most ? found.subList(0, most) : found;
    return new Page(items, found.size() > most ? cursor(items.getLast()) : null);
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw ProblemException.malformed("expiringBefore must be a time of ISO 8601 with an offset.");
    }
  }

  private static String cursor(LicenseView last) {
    String place = last.validUntil() + " " + last.tenantId() + " " + last.licensePackage();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
  }

  private static Place place(String place) {
    String[] parts = place.split(" ", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException("a place has three parts");
    }
    return new Place(Instant.parse(parts[0]), new TenantId(parts[1]), new LicensePackage(parts[2]));
  }

  /**
   * A page.
   *
   * @param nextCursor absent on the last page
   */
  public record Page(List<LicenseView> items, @Nullable String nextCursor) {}
}
