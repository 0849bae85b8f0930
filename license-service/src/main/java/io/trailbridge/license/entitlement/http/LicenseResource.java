package io.trailbridge.license.entitlement.http;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.Entitlements;
import io.trailbridge.license.entitlement.Entitlements.Outcome;
import io.trailbridge.license.entitlement.LicenseStore.Order;
import io.trailbridge.license.entitlement.LicenseView;
import io.trailbridge.license.entitlement.domain.Input;
import io.trailbridge.license.problem.Problem;
import io.trailbridge.license.problem.ProblemException;
import io.trailbridge.license.problem.ProblemException.FieldError;
import io.trailbridge.messaging.Transactions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The licence of one tenant for public clouds; billing acts on any tenant, one at a time. */
@Path("/api/v1/tenants/{tenant}/licenses/PUBLIC_CLOUD")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("billing")
@Tag(name = "Licences")
public class LicenseResource {
  private static final LicensePackage PACKAGE = LicensePackage.PUBLIC_CLOUD;

  private final Entitlements entitlements;
  private final Transactions transactions;
  private final Clock clock;

  LicenseResource(Entitlements entitlements, Transactions transactions, Clock clock) {
    this.entitlements = entitlements;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Grants or renews. 422 {@code invalid} for a period that ends before it begins, or is over
   * already, and for a malformed tenant.
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Grants or renews a licence",
      description =
          "The licence runs from validFrom to validUntil; a period that it overlaps goes on into"
              + " it and ends with it, sooner or later than before. Others learn it from"
              + " trailbridge.license.events.")
  public LicenseView put(@PathParam("tenant") String tenant, @Nullable Grant grant) {
    if (grant == null) {
      throw ProblemException.malformed("The body must be a JSON object.");
    }
    TenantId tenantId = tenant(tenant);
    return carryOut(tenantId, grant.toInput(), grant.toOrder());
  }

  /** 404 {@code not-found} where nothing was ever granted. */
  @GET
  @Operation(summary = "Shows a licence")
  public LicenseView get(@PathParam("tenant") String tenant) {
    TenantId tenantId = tenant(tenant);
    return transactions
        .asTenant(tenantId, () -> entitlements.find(tenantId, PACKAGE, clock.instant()))
        .orElseThrow(() -> ProblemException.of(Problem.NOT_FOUND));
  }

  /** Takes the licence back now, with all that was granted ahead; again, it changes nothing. */
  @DELETE
  @Operation(summary = "Revokes a licence now")
  public LicenseView delete(@PathParam("tenant") String tenant) {
    return carryOut(tenant(tenant), new Input.Revoke(), null);
  }

  private LicenseView carryOut(TenantId tenantId, Input input, @Nullable Order order) {
    Outcome outcome =
        transactions.asTenant(
            tenantId,
            () -> entitlements.carryOut(tenantId, PACKAGE, input, order, clock.instant()));
    return switch (outcome) {
      case Outcome.Done(var license) -> license;
      case Outcome.Absent _ -> throw ProblemException.of(Problem.NOT_FOUND);
      case Outcome.Rejected(var refusals) ->
          throw ProblemException.invalid(
              refusals.stream().map(it -> new FieldError(it.field(), it.message())).toList());
    };
  }

  private static TenantId tenant(String path) {
    try {
      return new TenantId(path);
    } catch (IllegalArgumentException e) {
      throw refused("tenant", "A tenant is 1 to 63 of a-z, 0-9 and -, and begins without -.");
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
      @Nullable Instant validFrom, @Nullable Instant validUntil, @Nullable String orderId) {

    Input toInput() {
      if (validUntil == null) {
        throw refused("validUntil", "validUntil is required.");
      }
      return new Input.Set(validFrom, validUntil);
    }

    @Nullable Order toOrder() {
      try {
        return orderId == null ? null : new Order(new OrderId(orderId), Order.Wish.GRANT);
      } catch (IllegalArgumentException e) {
        throw refused("orderId", "An order id is 1 to 200 characters.");
      }
    }
  }

  private static ProblemException refused(String field, String message) {
    return ProblemException.invalid(List.of(new FieldError(field, message)));
  }
}
