package io.trailbridge.integration.license.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.license.LicenseEffect.Running;
import io.trailbridge.integration.license.Licenses;
import io.trailbridge.integration.license.domain.License;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller's own licence. */
@Path("/api/v1/license")
@Produces("application/json")
@Tag(name = "licence")
public class LicenseResource {
  private static final int SHOWN = 100;

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
    return view(licenses.find(caller.tenant()));
  }

  private LicenseView view(Optional<License> license) {
    return license
        .map(
            it ->
                new LicenseView(
                    LicensePackage.PUBLIC_CLOUD, it.status(clock.instant()), it.validUntil()))
        .orElseGet(() -> new LicenseView(LicensePackage.PUBLIC_CLOUD, "NONE", null));
  }

  /**
   * What will pause when.
   *
   * @param pausesAt the instant at which the connections below pause; null where nothing will
   * @param total how many that is
   * @param connections the newest of them, 100 at most; all are listed by {@code
   *     /connections?status=PROVISIONING,ACTIVE,DISCONNECTED}
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "LicensePreview")
  public record PreviewView(
      @JsonProperty("package") LicensePackage licensePackage,
      String status,
      @Nullable Instant validUntil,
      @Nullable Instant pausesAt,
      long total,
      List<Running> connections) {}

  /** What the end of the tenant's licence will pause. */
  @GET
  @Path("preview")
  @RolesAllowed({"admin", "viewer", "billing"})
  @Operation(
      operationId = "previewLicense",
      summary = "What will pause when the licence ends",
      description =
          "The connections that run now: PROVISIONING, ACTIVE and DISCONNECTED. What its user has"
              + " paused stays paused, and a renewal before that instant pauses nothing.")
  public PreviewView preview() {
    Licenses.Preview preview = licenses.preview(caller.tenant(), SHOWN);
    LicenseView license = view(preview.license());
    return new PreviewView(
        license.licensePackage(),
        license.status(),
        license.validUntil(),
        preview.stopping().total() == 0
            ? null
            : preview.license().map(License::endsAt).orElseThrow(),
        preview.stopping().total(),
        preview.stopping().first());
  }
}
