package io.trailbridge.integration.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.trailbridge.integration.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Everything that goes wrong becomes {@code application/problem+json}; nothing of ours leaks. */
class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  Response problem(Problem problem, RoutingContext context) {
    return response(problem, context);
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  Response unauthenticated(SecurityException e, RoutingContext context) {
    LOG.infof("Request without a valid token requestId=%s", RequestId.of(context));
    return response(Problem.unauthenticated(), context);
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e, RoutingContext context) {
    LOG.infof("Request with a role that does not allow it requestId=%s", RequestId.of(context));
    return response(Problem.forbidden(), context);
  }

  @ServerExceptionMapper
  Response unreadable(JsonProcessingException e, RoutingContext context) {
    return response(
        Problem.malformed("The body must be JSON of the documented fields and types."), context);
  }

  @ServerExceptionMapper
  Response byStatus(WebApplicationException e, RoutingContext context) {
    int status = e.getResponse().getStatus();
    if (status >= 500) {
      return unexpected(e, context);
    }
    if (e.getCause() instanceof JsonProcessingException || status == 400) {
      return response(Problem.malformed("The request cannot be read."), context);
    }
    return switch (status) {
      case 401 -> response(Problem.unauthenticated(), context);
      case 403 -> response(Problem.forbidden(), context);
      case 404 -> response(Problem.notFound(), context);
      default -> {
        Response.StatusType type = e.getResponse().getStatusInfo();
        String words = type.getReasonPhrase();
        String slug = words.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        String id = RequestId.of(context);
        yield Response.status(status)
            .type("application/problem+json")
            .entity(Problem.body(status, slug, words + ".", id, Map.of()))
            .build();
      }
    };
  }

  @ServerExceptionMapper
  Response unexpected(Exception e, RoutingContext context) {
    String id = RequestId.of(context);
    LOG.errorf(e, "Request failed requestId=%s", id);
    return Response.status(500)
        .type("application/problem+json")
        .entity(Problem.body(500, "internal", "Something went wrong on our side.", id, Map.of()))
        .build();
  }

  private static Response response(Problem problem, RoutingContext context) {
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type("application/problem+json")
            .entity(problem.body(RequestId.of(context)));
    if (problem.status() == 401) {
      response.header("WWW-Authenticate", "Bearer");
    }
    return response.build();
  }
}
