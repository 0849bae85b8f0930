package io.trailbridge.integration.console.http;

import io.trailbridge.integration.caller.Caller;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The console's session: the caller's own bearer token, kept in a cookie while it is valid. */
@Path("/console/session")
@Produces("application/json")
@Tag(name = "console")
public class SessionResource {
  static final String COOKIE = "trailbridge-session";

  private final Caller caller;
  private final JsonWebToken token;
  private final Clock clock;
  private final boolean secure;

  SessionResource(
      Caller caller,
      JsonWebToken token,
      Clock clock,
      @ConfigProperty(name = "trailbridge.public-url") URI publicUrl) {
    this.caller = caller;
    this.token = token;
    this.clock = clock;
    this.secure = "https".equals(publicUrl.getScheme());
  }

  /**
   * Who is signed in.
   *
   * @param roles out of admin, viewer, operator, billing
   * @param expiresAt when the session ends
   */
  public record Session(String tenant, Set<String> roles, Instant expiresAt) {}

  /** The session of the request's cookie or token. */
  @GET
  @RolesAllowed({"admin", "viewer", "operator", "billing"})
  @Operation(operationId = "getSession", summary = "Who is signed in")
  public Session get() {
    return session();
  }

  /** Keeps the request's bearer token in a cookie. */
  @POST
  @RolesAllowed({"admin", "viewer", "operator", "billing"})
  @Operation(
      operationId = "signIn",
      summary = "Sign in to the console with the request's bearer token",
      description = "Sets a cookie (HttpOnly, SameSite=Strict) that ends with the token.")
  @APIResponse(
      responseCode = "200",
      description = "Signed in",
      content = @Content(schema = @Schema(implementation = Session.class)))
  public Response signIn() {
    Session session = session();
    Duration left = Duration.between(clock.instant(), session.expiresAt());
    return Response.ok(session)
        .cookie(cookie(token.getRawToken(), (int) Math.max(0, left.toSeconds())))
        .build();
  }

  /** Forgets the cookie. */
  @DELETE
  @PermitAll
  @Operation(operationId = "signOut", summary = "Sign out of the console")
  @APIResponse(responseCode = "204", description = "Signed out")
  public Response signOut() {
    return Response.noContent().cookie(cookie("", 0)).build();
  }

  private Session session() {
    return new Session(
        caller.tenant().toString(),
        new TreeSet<>(token.getGroups()),
        Instant.ofEpochSecond(token.getExpirationTime()));
  }

  private NewCookie cookie(String value, int seconds) {
    return new NewCookie.Builder(COOKIE)
        .value(value)
        .path("/")
        .maxAge(seconds)
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }
}
