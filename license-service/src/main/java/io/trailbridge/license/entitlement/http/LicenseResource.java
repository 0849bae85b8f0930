package io.trailbridge.license.entitlement.http;

import io.quarkus.security.identity.SecurityIdentity;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.Entitlements;
import io.trailbridge.license.entitlement.Entitlements.Outcome;
import io.trailbridge.license.entitlement.HistoryView;
import io.trailbridge.license.entitlement.LicenseView;
import io.trailbridge.license.entitlement.Wish;
import io.trailbridge.license.entitlement.domain.Input;
import io.trailbridge.license.problem.Paging;
import io.trailbridge.license.problem.Problem;
import io.trailbridge.license.problem.ProblemException;
import io.trailbridge.license.problem.ProblemException.FieldError;
import io.trailbridge.messaging.Transactions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The licence of one tenant for one package; billing acts on any tenant, one at a time. */
@Path("/api/v1/tenants/{tenant}/licenses/{package}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("billing")
@Tag(name = "Licences")
public class LicenseResource {
  private static final String TENANT =
      "A tenant is 1 to 63 of a-z, 0-9 and -, and does not begin with -.";
  private static final String ORDER = "An order id is 1 to 200 characters.";
  private static final FieldError REUSED =
      new FieldError("orderId", "This order was carried out before, with another content.");
  private static final int MOST = 200;

  private final Entitlements entitlements;
  private final Transactions transactions;
  private final SecurityIdentity identity;

  LicenseResource(Entitlements entitlements, Transactions transactions, SecurityIdentity identity) {
    this.entitlements = entitlements;
    this.transactions = transactions;
    this.identity = identity;
  }

  /**
   * Grants or renews. 422 {@code invalid} for a period that ends before it begins, or is over
   * already, for a malformed tenant, and for an order that was carried out with another content.
   * 404 {@code not-found} for a package that there is not.
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Grants or renews a licence",
      description =
          "The licence runs from validFrom to validUntil; a period that it overlaps goes on into"
              + " it and ends with it, sooner or later than before. Others learn it from"
              + " trailbridge.license.events.")
  public LicenseView put(
      @PathParam("tenant") String tenant,
      @PathParam("package") String licensePackage,
      @Nullable Grant grant) {
    if (grant == null) {
      throw ProblemException.malformed("The body must be a JSON object.");
    }
    List<FieldError> errors = new ArrayList<>();
    TenantId tenantId = accept("tenant", TENANT, errors, () -> new TenantId(tenant));
    String orderId = grant.orderId();
    OrderId order =
        orderId == null ? null : accept("orderId", ORDER, errors, () -> new OrderId(orderId));
    if (grant.validUntil() == null) {
      errors.add(new FieldError("validUntil", "validUntil is required."));
    }
    if (tenantId == null || grant.validUntil() == null || !errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return carryOut(
        tenantId,
        packageOf(licensePackage),
        new Input.Set(grant.validFrom(), grant.validUntil()),
        order);
  }

  /** 404 {@code not-found} where nothing was ever granted. */
  @GET
  @Operation(summary = "Shows a licence")
  public LicenseView get(
      @PathParam("tenant") String tenant, @PathParam("package") String licensePackage) {
    TenantId tenantId = tenant(tenant);
    LicensePackage known = packageOf(licensePackage);
    return transactions
        .asTenant(tenantId, () -> entitlements.find(tenantId, known))
        .orElseThrow(() -> ProblemException.of(Problem.NOT_FOUND));
  }

  /** Takes the licence back now, with all that was granted ahead; again, it changes nothing. */
  @DELETE
  @Operation(summary = "Revokes a licence now")
  public LicenseView delete(
      @PathParam("tenant") String tenant, @PathParam("package") String licensePackage) {
    return carryOut(tenant(tenant), packageOf(licensePackage), new Input.Revoke(), null);
  }

  /**
   * Every period, who granted it, every revocation, every event that was published, newest first.
   * 404 {@code not-found} where nothing was ever granted.
   *
   * @param limit how many of each at most, 1 to 200
   * @param cursor {@code nextCursor} of the former page
   */
  @GET
  @Path("history")
  @RolesAllowed({"billing", "operator"})
  @Operation(summary = "Shows what was asked of a licence, by whom, and what was published of it")
  public HistoryView history(
      @PathParam("tenant") String tenant,
      @PathParam("package") String licensePackage,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    TenantId tenantId = tenant(tenant);
    LicensePackage known = packageOf(licensePackage);
    int most = Paging.limit(limit, MOST);
    HistoryView.Place before =
        cursor == null ? HistoryView.Place.NEWEST : Paging.cursor(cursor, HistoryView.Place::parse);
    return transactions
        .asTenant(tenantId, () -> entitlements.history(tenantId, known, before, most))
        .orElseThrow(() -> ProblemException.of(Problem.NOT_FOUND));
  }

  private LicenseView carryOut(
      TenantId tenantId,
      LicensePackage licensePackage,
      Input.Wanted wanted,
      @Nullable OrderId order) {
    Wish wish = new Wish(wanted, order, identity.getPrincipal().getName());
    Outcome outcome =
        transactions.asTenant(
            tenantId, () -> entitlements.carryOut(tenantId, licensePackage, wish));
    return switch (outcome) {
      case Outcome.Done(var license) -> license;
      case Outcome.Absent _, Outcome.UnknownPackage _ ->
          throw ProblemException.of(Problem.NOT_FOUND);
      case Outcome.OrderReused _ -> throw ProblemException.invalid(List.of(REUSED));
      case Outcome.Rejected(var refusals) ->
          throw ProblemException.invalid(
              refusals.stream().map(it -> new FieldError(it.field(), it.message())).toList());
    };
  }

  /** A package that cannot be is one that is not. */
  private static LicensePackage packageOf(String path) {
    try {
      return new LicensePackage(path);
    } catch (IllegalArgumentException e) {
      throw ProblemException.of(Problem.NOT_FOUND);
    }
  }

  private static TenantId tenant(String path) {
    List<FieldError> errors = new ArrayList<>();
    TenantId tenantId = accept("tenant", TENANT, errors, () -> new TenantId(path));
    if (tenantId == null) {
      throw ProblemException.invalid(errors);
    }
    return tenantId;
  }

  private static <T> @Nullable T accept(
      String field, String message, List<FieldError> errors, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      errors.add(new FieldError(field, message));
      return null;
    }
  }

  /**
   * A period of a licence.
   *
   * @param validFrom inclusive; absent: from now on
   * @param validUntil exclusive, required
   * @param orderId the same order is carried out once; absent: as often as it is sent
   */
  public record Grant(
      @Nullable Instant validFrom, @Nullable Instant validUntil, @Nullable String orderId) {}
}
