package io.trailbridge.license.problem.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.trailbridge.license.problem.Problem;
import io.trailbridge.license.problem.ProblemException;
import io.trailbridge.license.problem.ProblemException.FieldError;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns whatever ends a request into a problem; nothing of the exception reaches the caller. */
class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final String MEDIA_TYPE = "application/problem+json";

  @ServerExceptionMapper
  Response ours(ProblemException e, RoutingContext context) {
    return answer(e.problem(), e.detail(), e.errors(), context);
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  Response unauthenticated(RoutingContext context) {
    LOG.infof("Request without a valid token requestId=%s", RequestIds.of(context));
    return answer(Problem.UNAUTHENTICATED, context);
  }

  @ServerExceptionMapper(ForbiddenException.class)
  Response forbidden(RoutingContext context) {
    LOG.infof("Request with a role that does not allow it requestId=%s", RequestIds.of(context));
    return answer(Problem.FORBIDDEN, context);
  }

  @ServerExceptionMapper
  Response framework(WebApplicationException e, RoutingContext context) {
    int status = e.getResponse().getStatus();
    Problem problem =
        Arrays.stream(Problem.values())
            .filter(it -> it.status() == status)
            .findFirst()
            .orElse(status < 500 ? Problem.MALFORMED : Problem.INTERNAL);
    return answer(problem, context);
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e, RoutingContext context) {
    LOG.errorf(e, "Request failed requestId=%s", RequestIds.of(context));
    return answer(Problem.INTERNAL, context);
  }

  private static Response answer(Problem problem, RoutingContext context) {
    return answer(problem, null, List.of(), context);
  }

  private static Response answer(
      Problem problem, @Nullable String detail, List<FieldError> errors, RoutingContext context) {
    ResponseBuilder answer =
        Response.status(problem.status())
            .type(MEDIA_TYPE)
            .entity(
                new ProblemBody(
                    problem.type(),
                    problem.title(),
                    problem.status(),
                    detail,
                    RequestIds.of(context),
                    errors));
    if (problem == Problem.UNAUTHENTICATED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return answer.build();
  }
}
