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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
  private static final String TENANT =
      "A tenant is 1 to 63 of a-z, 0-9 and -, and does not begin with -.";
  private static final String ORDER = "An order id is 1 to 200 characters.";

  private final Entitlements entitlements;
  private final Transactions transactions;

  LicenseResource(Entitlements entitlements, Transactions transactions) {
    this.entitlements = entitlements;
    this.transactions = transactions;
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
        new Input.Set(grant.validFrom(), grant.validUntil()),
        order == null ? null : new Order(order, Order.Wish.GRANT));
  }

  /** 404 {@code not-found} where nothing was ever granted. */
  @GET
  @Operation(summary = "Shows a licence")
  public LicenseView get(@PathParam("tenant") String tenant) {
    TenantId tenantId = tenant(tenant);
    return transactions
        .asTenant(tenantId, () -> entitlements.find(tenantId, PACKAGE))
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
            tenantId, () -> entitlements.carryOut(tenantId, PACKAGE, input, order));
    return switch (outcome) {
      case Outcome.Done(var license) -> license;
      case Outcome.Absent _ -> throw ProblemException.of(Problem.NOT_FOUND);
      case Outcome.Rejected(var refusals) ->
          throw ProblemException.invalid(
              refusals.stream().map(it -> new FieldError(it.field(), it.message())).toList());
    };
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
