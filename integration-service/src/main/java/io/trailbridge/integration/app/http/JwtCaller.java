package io.trailbridge.integration.app.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.caller.domain.By;
import io.trailbridge.integration.problem.Problem;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The caller as the request's bearer token says. */
@RequestScoped
class JwtCaller implements Caller {
  private static final int LONGEST_ACTOR = 200;

  private final JsonWebToken token;
  private final CurrentVertxRequest request;

  JwtCaller(JsonWebToken token, CurrentVertxRequest request) {
    this.token = token;
    this.request = request;
  }

  @Override
  public TenantId tenant() {
    Object claim = token.getClaim("tenant_id");
    if (!(claim instanceof String text)) {
      throw Problem.forbidden();
    }
    try {
      return new TenantId(text);
    } catch (IllegalArgumentException e) {
      throw Problem.forbidden();
    }
  }

  @Override
  public By by() {
    String name = token.getName() == null ? "unknown" : token.getName();
    String clean = name.replaceAll("[\\p{Cc}\\p{Cs}]", "?");
    return new By(
        clean.length() > LONGEST_ACTOR ? clean.substring(0, LONGEST_ACTOR) : clean, requestId());
  }

  @Override
  public String requestId() {
    return RequestId.of(request.getCurrent());
  }
}
