package io.trailbridge.integration.setup.http;

import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.setup.Script;
import io.trailbridge.integration.setup.domain.RunnerPolicy;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What anybody may read before a set-up: the script, and what its runner needs. */
@Path("/api/v1/setup")
@PermitAll
@Tag(name = "setup")
public class ScriptResource {
  private final Script script;

  ScriptResource(Script script) {
    this.script = script;
  }

  @GET
  @Path("script")
  @Produces("text/x-shellscript")
  @Operation(
      operationId = "getScript",
      summary = "The script that sets up and removes",
      description = "The ETag is its SHA-256 in hex, the one that the download command checks.")
  public Response script(@Context Request request) {
    EntityTag tag = new EntityTag(script.digest().hex());
    CacheControl cache = new CacheControl();
    cache.setNoCache(true);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return (unchanged != null ? unchanged : Response.ok(script.bytes()))
        .tag(tag)
        .cacheControl(cache)
        .build();
  }

  /** As GET, without the script. */
  @HEAD
  @Path("script")
  @Produces("text/x-shellscript")
  @Operation(hidden = true)
  public Response scriptHead() {
    return Response.ok()
        .type("text/x-shellscript")
        .tag(new EntityTag(script.digest().hex()))
        .header(HttpHeaders.CONTENT_LENGTH, script.bytes().length)
        .build();
  }

  @GET
  @Path("runner-policy")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "getRunnerPolicy",
      summary = "The IAM policy that whoever runs the script needs",
      description =
          "organization: whether the connection is an organization's. partition: aws (default),"
              + " aws-us-gov, aws-cn or aws-eusc.")
  @Extension(name = "x-problems", value = "malformed")
  public String runnerPolicy(
      @QueryParam("organization") @DefaultValue("false") String organization,
      @QueryParam("partition") @DefaultValue("aws") String partition) {
    return RunnerPolicy.of(partition(partition), flag(organization)).json();
  }

  private static boolean flag(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problem.malformed("organization", "must be true or false");
    };
  }

  private static Partition partition(String id) {
    try {
      return Partition.of(id);
    } catch (IllegalArgumentException e) {
      throw Problem.malformed("partition", "must be aws, aws-us-gov, aws-cn or aws-eusc");
    }
  }
}
