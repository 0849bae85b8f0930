package io.trailbridge.integration.app.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives every request an id, the caller's own where it can do no harm, and every response the same
 * in {@code X-Request-Id}.
 */
@ApplicationScoped
class RequestId {
  static final String HEADER = "X-Request-Id";
  private static final String KEY = "trailbridge.request-id";
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final int EARLY = 1000;

  void register(@Observes Filters filters) {
    filters.register(
        context -> {
          context.response().putHeader(HEADER, of(context));
          context.next();
        },
        EARLY);
  }

  static String of(RoutingContext context) {
    String known = context.get(KEY);
    if (known != null) {
      return known;
    }
    String given = context.request().getHeader(HEADER);
    String id =
        given != null && HARMLESS.matcher(given).matches() ? given : UUID.randomUUID().toString();
    context.put(KEY, id);
    return id;
  }
}
