package io.trailbridge.integration.app.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.trailbridge.integration.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Answers with problems too where a request never reaches REST, or fails on its way there. */
@ApplicationScoped
class OutsideRest {
  private static final Logger LOG = Logger.getLogger(OutsideRest.class);
  private static final int FIRST = -10_000;
  private static final int MOST_HEADERS = 100;

  private final long largestBody;

  OutsideRest(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
    this.largestBody = largestBody.asLongValue();
  }

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(this::admit).failureHandler(OutsideRest::failed);
    router.route().last().handler(context -> answer(context, Problem.notFound()));
  }

  private void admit(RoutingContext context) {
    HttpMethod method = context.request().method();
    MultiMap headers = context.request().headers();
    if (context.request().decoderResult().isFailure() || headers.contains("")) {
      // Where a request cannot be read, nobody knows where the next one begins.
      context.response().putHeader("Connection", "close");
      answer(context, Problems.ofStatus(400))
          .onComplete(_ -> context.request().connection().close());
    } else if (method.equals(HttpMethod.TRACE) || method.equals(HttpMethod.CONNECT)) {
      // TRACE would show a caller's headers to a script, and nobody needs a tunnel.
      answer(context, Problems.ofStatus(405));
    } else if (headers.size() > MOST_HEADERS) {
      answer(context, Problems.ofStatus(431));
    } else if (headers.getAll("Authorization").size() > 1) {
      // Which of them holds is what two parsers could see differently.
      answer(context, Problems.ofStatus(401));
    } else if (length(headers) > largestBody) {
      answer(context, Problems.ofStatus(413));
      // Nobody waits for the rest of it.
      context.request().connection().close();
    } else {
      context.next();
    }
  }

  /** As the headers tell; a body in chunks is counted while it comes. */
  private static long length(MultiMap headers) {
    String length = headers.get("Content-Length");
    return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
  }

  private static void failed(RoutingContext context) {
    if (context.response().ended() || context.response().headWritten()) {
      context.next();
      return;
    }
    int status = context.statusCode();
    Throwable failure = context.failure();
    if (status < 500 && status >= 400) {
      answer(context, Problems.ofStatus(status));
    } else {
      Problem problem = Problems.ofFailure(failure == null ? new Exception() : failure);
      LOG.errorf(
          failure,
          "Request failed outside of REST problem=%s requestId=%s",
          problem.kind().slug(),
          RequestId.of(context));
      answer(context, problem);
    }
  }

  private static Future<Void> answer(RoutingContext context, Problem problem) {
    HttpServerResponse response = context.response();
    response
        .putHeader(RequestId.HEADER, RequestId.of(context))
        .setStatusCode(problem.kind().status())
        .putHeader("Content-Type", Problems.MEDIA_TYPE);
    Problems.headers(problem).forEach(response::putHeader);
    return response.end(new JsonObject(problem.body(RequestId.of(context))).encode());
  }
}
