package io.trailbridge.ingestion.intake.http;

import io.trailbridge.ingestion.intake.IntakeConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Which bodies are waited for, and how long: none of a batch that is not signed at all or says that
 * it is too large, and none that does not come to its end, however busily it drips.
 */
@ApplicationScoped
class Bodies {
  private static final int FIRST = -10_000;
  private static final int DISCARDED_BYTES = 16 << 20;
  private static final Pattern BATCHES =
      Pattern.compile("/v1/connections/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/batches");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final String SIGNATURE = "X-Trailbridge-Signature";

  private final Vertx vertx;
  private final Duration within;
  private final int largestBatch;

  Bodies(Vertx vertx, IntakeConfig config) {
    this.vertx = vertx;
    this.within = config.bodyWithin();
    this.largestBatch = config.largestBatch();
  }

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(this::watch);
  }

  private void watch(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!request.isEnded()) {
      long timer = vertx.setTimer(within.toMillis(), _ -> giveUp(context));
      context.addEndHandler(_ -> vertx.cancelTimer(timer));
    }
    if (!request.method().equals(HttpMethod.POST) || !BATCHES.matcher(request.path()).matches()) {
      context.next();
    } else if (!request.headers().contains(SIGNATURE)) {
      discard(context, Problem.UNAUTHENTICATED);
    } else if (declared(request) > largestBatch) {
      discard(context, Problem.TOO_LARGE);
    } else {
      context.next();
    }
  }

  private static long declared(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && LENGTH.matcher(length).matches() ? Long.parseLong(length) : 0;
  }

  /**
   * Refuses once the body has come and is forgotten: an answer that meets it on its way is lost
   * with the connection. Who asks before he sends, or sends without end, is told at once.
   */
  private static void discard(RoutingContext context, Problem problem) {
    HttpServerRequest request = context.request();
    if (request.isEnded() || request.headers().contains(HttpHeaders.EXPECT)) {
      refuse(context, problem);
      return;
    }
    var left = new AtomicInteger(DISCARDED_BYTES);
    request
        .handler(
            bytes -> {
              if (left.addAndGet(-bytes.length()) < 0) {
                refuse(context, problem);
              }
            })
        .endHandler(_ -> refuse(context, problem))
        .resume();
  }

  private static void giveUp(RoutingContext context) {
    if (!context.request().isEnded()) {
      refuse(context, Problem.TOO_SLOW);
    }
  }

  /** Nobody knows where the next request would begin: it is the last one of its connection. */
  private static void refuse(RoutingContext context, Problem problem) {
    if (context.response().headWritten()) {
      return;
    }
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .putHeader("Connection", "close")
        .end(JsonObject.mapFrom(problem.body()).encode())
        .onComplete(_ -> context.request().connection().close());
  }
}
