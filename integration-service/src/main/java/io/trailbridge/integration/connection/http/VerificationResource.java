package io.trailbridge.integration.connection.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.connection.ConnectionViews;
import io.trailbridge.integration.connection.domain.Verification;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.rest.PathIds;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The verification chain of a connection. */
@Path("/api/v1/connections/{id}/verification")
@Produces("application/json")
@Tag(name = "connections")
public class VerificationResource {
  private final ConnectionViews views;
  private final Caller caller;

  VerificationResource(ConnectionViews views, Caller caller) {
    this.views = views;
    this.caller = caller;
  }

  /**
   * What the newest look found.
   *
   * @param health HEALTHY where every check passed, LOST where one failed for certain, UNKNOWN
   *     where AWS did not let us finish or nobody has looked yet
   * @param checks in the order of the chain, as far as it could be followed
   * @param verifiedAt when; null: nobody has looked yet
   * @param goodAt when every check last passed; null: never yet
   * @param lastDeliveryAt when CloudTrail last delivered a file or digest, as AWS tells it
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "Verification")
  public record View(
      Health health,
      List<Link> checks,
      @Nullable Instant verifiedAt,
      @Nullable Instant goodAt,
      @Nullable Instant lastDeliveryAt) {

    static View of(Verification it) {
      return new View(
          it.health(),
          it.checks().stream().map(Link::of).toList(),
          it.verifiedAt(),
          it.goodAt(),
          it.lastDeliveryAt());
    }
  }

  /**
   * One link of the chain.
   *
   * @param code stable, such as TRAIL_LOGGING
   * @param since since when each look had this outcome
   * @param message what was found, one sentence
   * @param remedy what to do; null where it passed
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "VerificationCheck")
  public record Link(
      String code,
      boolean passed,
      @Nullable Instant since,
      @Nullable String message,
      @Nullable String remedy) {

    static Link of(Check check) {
      return new Link(check.code(), check.passed(), check.since(), check.message(), check.remedy());
    }
  }

  /** Check by check, those that passed too. */
  @GET
  @RolesAllowed({"admin", "viewer"})
  @Operation(
      operationId = "getVerification",
      summary = "What the newest verification found, check by check",
      description =
          "The first check that failed is the reason. POST …/verify has the worker look now; its"
              + " answer has another verifiedAt.")
  public View get(@PathParam("id") String id) {
    return views
        .verification(caller.tenant(), PathIds.connection(id))
        .map(View::of)
        .orElseThrow(Problem::notFound);
  }
}
