package io.trailbridge.integration.app.http;

import io.trailbridge.integration.problem.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Answers with problems too where a request never reaches REST, or fails on its way there. */
@ApplicationScoped
class OutsideRest {
  private static final Logger LOG = Logger.getLogger(OutsideRest.class);
  private static final int FIRST = -10_000;

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(OutsideRest::refuse).failureHandler(OutsideRest::failed);
    router.route().last().handler(context -> answer(context, Problem.notFound()));
  }

  /** TRACE would show a caller's headers to a script, and nobody needs a tunnel. */
  private static void refuse(RoutingContext context) {
    HttpMethod method = context.request().method();
    if (method.equals(HttpMethod.TRACE) || method.equals(HttpMethod.CONNECT)) {
      answer(context, Problems.ofStatus(405));
    } else {
      context.next();
    }
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

  private static void answer(RoutingContext context, Problem problem) {
    HttpServerResponse response = context.response();
    response
        .setStatusCode(problem.kind().status())
        .putHeader("Content-Type", Problems.MEDIA_TYPE);
    Problems.headers(problem).forEach(response::putHeader);
    response.end(new JsonObject(problem.body(RequestId.of(context))).encode());
  }
}
