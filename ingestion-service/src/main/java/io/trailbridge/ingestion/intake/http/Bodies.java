package io.trailbridge.ingestion.intake.http;

import io.trailbridge.ingestion.intake.IntakeConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Which bodies are waited for, and how long: none of a batch that is not signed at all, and none
 * that does not come to its end, however busily it drips.
 */
@ApplicationScoped
class Bodies {
  private static final int FIRST = -10_000;
  private static final Pattern BATCHES =
      Pattern.compile("/v1/connections/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/batches");
  private static final String SIGNATURE = "X-Trailbridge-Signature";

  private final Vertx vertx;
  private final Duration within;

  Bodies(Vertx vertx, IntakeConfig config) {
    this.vertx = vertx;
    this.within = config.bodyWithin();
  }

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(this::watch);
  }

  private void watch(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.method().equals(HttpMethod.POST)
        && BATCHES.matcher(request.path()).matches()
        && !request.headers().contains(SIGNATURE)) {
      // Before a caller is told to continue.
      refuse(context, Problem.UNAUTHENTICATED);
      return;
    }
    if (!request.isEnded()) {
      long timer = vertx.setTimer(within.toMillis(), _ -> giveUp(context));
      context.addEndHandler(_ -> vertx.cancelTimer(timer));
    }
    context.next();
  }

  private static void giveUp(RoutingContext context) {
    if (!context.request().isEnded() && !context.response().headWritten()) {
      refuse(context, Problem.TOO_SLOW);
    }
  }

  /** Nobody knows where the next request would begin: it is the last one of its connection. */
  private static void refuse(RoutingContext context, Problem problem) {
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .putHeader("Connection", "close")
        .end(JsonObject.mapFrom(problem.body()).encode())
        .onComplete(_ -> context.request().connection().close());
  }
}
