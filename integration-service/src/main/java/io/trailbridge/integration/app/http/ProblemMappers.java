package io.trailbridge.integration.app.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.trailbridge.integration.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Everything that goes wrong behind REST becomes a problem; nothing of ours leaks. */
class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  Response problem(Problem problem, RoutingContext context) {
    return response(problem, context);
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  Response unauthenticated(SecurityException e, RoutingContext context) {
    LOG.infof("Request without a valid token requestId=%s", RequestId.of(context));
    return response(Problems.ofStatus(401), context);
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e, RoutingContext context) {
    LOG.infof("Request with a role that does not allow it requestId=%s", RequestId.of(context));
    return response(Problem.forbidden(), context);
  }

  @ServerExceptionMapper
  Response byStatus(WebApplicationException e, RoutingContext context) {
    int status = e.getResponse().getStatus();
    if (status >= 500) {
      return unexpected(e, context);
    }
    Response.ResponseBuilder response = builder(Problems.ofStatus(status), context);
    Object allow = e.getResponse().getHeaders().getFirst("Allow");
    return (allow == null ? response : response.header("Allow", allow)).build();
  }

  @ServerExceptionMapper
  Response unexpected(Exception e, RoutingContext context) {
    Problem problem = Problems.ofFailure(e);
    String id = RequestId.of(context);
    LOG.errorf(e, "Request failed problem=%s requestId=%s", problem.kind().slug(), id);
    return response(problem, context);
  }

  private static Response response(Problem problem, RoutingContext context) {
    return builder(problem, context).build();
  }

  private static Response.ResponseBuilder builder(Problem problem, RoutingContext context) {
    Response.ResponseBuilder response =
        Response.status(problem.kind().status())
            .type(Problems.MEDIA_TYPE)
            .entity(problem.body(RequestId.of(context)));
    Problems.headers(problem).forEach(response::header);
    return response;
  }
}
