package io.trailbridge.integration.app.http;

import io.trailbridge.integration.caller.Caller;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.rest.RestConfig;
import io.trailbridge.integration.rest.TokenBuckets;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Clock;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Tells a tenant that asks too much to wait, before anything is read for it. */
class TenantShare {
  private final Caller caller;
  private final TokenBuckets buckets;
  private final Clock clock;

  TenantShare(Caller caller, RestConfig config, Clock clock) {
    this.caller = caller;
    this.buckets = new TokenBuckets(config.requestsPerSecond(), config.burst());
    this.clock = clock;
  }

  @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 1)
  void take(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    // What the script asks carries no tenant; operators have none either, nor has who signs out.
    if (path.startsWith("/api/v1/setup/")
        || path.startsWith("/api/v1/ops/")
        || path.equals("/console/session")) {
      return;
    }
    buckets
        .take(caller.tenant().value(), clock.instant())
        .ifPresent(
            wait -> {
              throw Problem.tooManyRequests(wait);
            });
  }
}
