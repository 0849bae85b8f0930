package io.trailbridge.ingestion.intake.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.ingestion.intake.Batches;
import io.trailbridge.ingestion.intake.IntakeConfig;
import io.trailbridge.ingestion.intake.Notifications;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which bodies are waited for, how many at once, and how long: none that what came ahead of it
 * condemns, none for which there is no room, and none that does not come to its end, however busily
 * it drips. Nothing is posted but batches and notifications.
 */
@ApplicationScoped
class Bodies {
  private static final int FIRST = -10_000;
  private static final int DISCARDED_BYTES = 16 << 20;
  private static final Pattern PATH =
      Pattern.compile(
          "/v1/connections/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"
              + "/(batches|notifications)");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private final Vertx vertx;
  private final Batches batches;
  private final Notifications notifications;
  private final IntakeConfig config;
  private final long largestBody;
  private final AtomicLong held = new AtomicLong();

  Bodies(
      Vertx vertx,
      Batches batches,
      Notifications notifications,
      IntakeConfig config,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody,
      MeterRegistry registry) {
    this.vertx = vertx;
    this.batches = batches;
    this.notifications = notifications;
    this.config = config;
    this.largestBody = largestBody.asLongValue();
    Gauge.builder("trailbridge.intake.body.bytes", held, AtomicLong::get).register(registry);
  }

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(this::watch);
  }

  private void watch(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!request.isEnded()) {
      long timer = vertx.setTimer(config.bodyWithin().toMillis(), _ -> giveUp(context));
      context.addEndHandler(_ -> vertx.cancelTimer(timer));
    }
    if (!request.method().equals(HttpMethod.POST)) {
      context.next();
      return;
    }
    Matcher path = PATH.matcher(request.path());
    Optional<Problem> problem =
        path.matches()
            ? judge(context, new ConnectionId(UUID.fromString(path.group(1))), path.group(2))
            : Optional.of(Problem.NOT_FOUND);
    problem.ifPresentOrElse(it -> discard(context, it), context::next);
  }

  private Optional<Problem> judge(RoutingContext context, ConnectionId id, String what) {
    return what.equals("batches") ? judgeBatch(context, id) : judgeNotification(context, id);
  }

  private Optional<Problem> judgeBatch(RoutingContext context, ConnectionId id) {
    HttpServerRequest request = context.request();
    Batches.Headers headers =
        new Batches.Headers(
            header(request, "X-Trailbridge-Object"),
            header(request, "X-Trailbridge-Timestamp"),
            header(request, "X-Trailbridge-Key"),
            header(request, "X-Trailbridge-Signature"));
    Optional<Problem> refusal =
        batches.refusal(id, headers, declared(request).orElse(0L)).flatMap(Problem::of);
    if (refusal.isPresent() || hold(context)) {
      return refusal;
    }
    return Problem.of(batches.noRoom());
  }

  private Optional<Problem> judgeNotification(RoutingContext context, ConnectionId id) {
    if (declared(context.request()).orElse(0L) > SnsEnvelope.LARGEST) {
      return Optional.of(Problem.MALFORMED);
    }
    Optional<Problem> refusal = notifications.refusal(id).flatMap(Problem::of);
    if (refusal.isPresent() || hold(context)) {
      return refusal;
    }
    return Problem.of(notifications.noRoom());
  }

  /** Takes room for the body until it is answered; false, and none taken, where there is none. */
  private boolean hold(RoutingContext context) {
    long bytes = declared(context.request()).orElse(largestBody);
    long most = config.bytesAtOnce() - bytes;
    if (held.getAndUpdate(now -> now > most ? now : now + bytes) > most) {
      return false;
    }
    context.addEndHandler(_ -> held.addAndGet(-bytes));
    return true;
  }

  /** Whoever says it is held to it, by HTTP itself. */
  private static Optional<Long> declared(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_LENGTH))
        .filter(it -> LENGTH.matcher(it).matches())
        .map(Long::valueOf);
  }

  private static String header(HttpServerRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }

  /**
   * Refuses once the body has come and is forgotten: an answer that meets it on its way is lost
   * with the connection. Who asks before he sends, or sends without end, is told at once.
   */
  private void discard(RoutingContext context, Problem problem) {
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

  private void giveUp(RoutingContext context) {
    if (!context.request().isEnded()) {
      refuse(context, Problem.TOO_SLOW);
    }
  }

  /** Nobody knows where the next request would begin: it is the last one of its connection. */
  private void refuse(RoutingContext context, Problem problem) {
    HttpServerResponse answer = context.response();
    if (answer.headWritten()) {
      return;
    }
    if (problem.comeAgain()) {
      answer.putHeader("Retry-After", Long.toString(config.retryAfter().toSeconds()));
    }
    answer
        .setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .putHeader("Connection", "close")
        .end(JsonObject.mapFrom(problem.body()).encode())
        .onComplete(_ -> context.request().connection().close());
  }
}
