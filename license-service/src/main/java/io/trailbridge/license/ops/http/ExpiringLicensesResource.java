package io.trailbridge.license.ops.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.Entitlements;
import io.trailbridge.license.entitlement.LicenseStore.Place;
import io.trailbridge.license.entitlement.LicenseView;
import io.trailbridge.license.problem.ProblemException;
import io.trailbridge.license.problem.ProblemException.FieldError;
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
    int most = limit(limit);
    Place after = cursor == null ? null : place(cursor);
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

  private static int limit(String text) {
    int limit;
    try {
      limit = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw ProblemException.malformed("limit must be a whole number.");
    }
    if (limit < 1 || limit > MOST) {
      throw ProblemException.invalid(
          List.of(new FieldError("limit", "limit must lie between 1 and 200.")));
    }
    return limit;
  }

  private static String cursor(LicenseView last) {
    String place = last.validUntil() + " " + last.tenantId() + " " + last.licensePackage();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
  }

  private static Place place(String cursor) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split(" ", 3);
      if (parts.length == 3) {
        return new Place(
            Instant.parse(parts[0]), new TenantId(parts[1]), LicensePackage.valueOf(parts[2]));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw ProblemException.malformed("This is not a cursor of ours.");
    }
    throw ProblemException.malformed("This is not a cursor of ours.");
  }

  /**
   * A page.
   *
   * @param nextCursor absent on the last page
   */
  public record Page(List<LicenseView> items, @Nullable String nextCursor) {}
}
