package io.trailbridge.integration.license.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.license.Licenses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller's own licence. */
@Path("/api/v1/license")
@Produces("application/json")
@Tag(name = "licence")
public class LicenseResource {
  private final Licenses licenses;
  private final Caller caller;
  private final Clock clock;

  LicenseResource(Licenses licenses, Caller caller, Clock clock) {
    this.licenses = licenses;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * A licence as its tenant sees it.
   *
   * @param status NONE, ACTIVE, EXPIRED or REVOKED
   * @param validUntil exclusive; null where there never was one
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "License")
  public record LicenseView(
      @JsonProperty("package") LicensePackage licensePackage,
      String status,
      @Nullable Instant validUntil) {}

  /** The tenant's PUBLIC_CLOUD licence. */
  @GET
  @RolesAllowed({"admin", "viewer", "billing"})
  @Operation(operationId = "getLicense", summary = "This tenant's licence")
  public LicenseView get() {
    return licenses
        .find(caller.tenant())
        .map(
            it ->
                new LicenseView(
                    LicensePackage.PUBLIC_CLOUD, it.status(clock.instant()), it.validUntil()))
        .orElseGet(() -> new LicenseView(LicensePackage.PUBLIC_CLOUD, "NONE", null));
  }
}
