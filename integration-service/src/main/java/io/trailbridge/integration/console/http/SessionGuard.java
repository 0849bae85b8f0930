package io.trailbridge.integration.console.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Keeps the console's cookie to the console. A bearer token in the request stands alone: its cookie
 * is not looked at. A cookie changes something only together with a header that no other site can
 * make a browser send.
 */
@ApplicationScoped
class SessionGuard {
  static final String SAME_PAGE = "X-Trailbridge-Console";
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** After the request has its id, before anybody asks who calls. */
  private static final int BEFORE_IDENTITY = 900;

  void register(@Observes Filters filters) {
    filters.register(SessionGuard::guard, BEFORE_IDENTITY);
  }

  private static void guard(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.headers().contains(HttpHeaders.AUTHORIZATION)) {
      request.headers().remove(HttpHeaders.COOKIE);
    } else if (!READING.contains(request.method())
        && request.getCookie(SessionResource.COOKIE) != null
        && !request.headers().contains(SAME_PAGE)) {
      context.fail(403);
      return;
    }
    context.next();
  }
}
