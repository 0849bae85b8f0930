package io.trailbridge.license.problem.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request an id: the caller's {@code X-Request-Id} where it is harmless, else one of
 * ours. Answers carry it back.
 */
@ApplicationScoped
class RequestIds {
  static final String HEADER = "X-Request-Id";
  private static final String KEY = "trailbridge.request-id";
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9-]{1,64}");

  void init(@Observes Router router) {
    router
        .route()
        .order(-10_000)
        .handler(
            context -> {
              context.response().putHeader(HEADER, of(context));
              context.next();
            });
  }

  static String of(RoutingContext context) {
    String known = context.get(KEY);
    if (known != null) {
      return known;
    }
    String id = harmless(context.request().getHeader(HEADER));
    context.put(KEY, id);
    return id;
  }

  private static String harmless(@Nullable String theirs) {
    return theirs != null && HARMLESS.matcher(theirs).matches()
        ? theirs
        : UUID.randomUUID().toString();
  }
}
