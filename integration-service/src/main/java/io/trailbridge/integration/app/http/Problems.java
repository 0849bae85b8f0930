package io.trailbridge.integration.app.http;

import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.problem.ProblemKind;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What other people's errors are in the words of our problems. */
final class Problems {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final Duration SOON = Duration.ofSeconds(5);

  /** Classes of SQLSTATE that pass: connection, resources, operator's doing, rollback. */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "40");

  private Problems() {}

  /** For a status of HTTP below 500. */
  static Problem ofStatus(int status) {
    return switch (status) {
      case 401 -> Problem.of(ProblemKind.UNAUTHENTICATED);
      case 403 -> Problem.forbidden();
      case 404 -> Problem.notFound();
      case 405 -> Problem.of(ProblemKind.METHOD_NOT_ALLOWED);
      case 406 -> Problem.of(ProblemKind.NOT_ACCEPTABLE);
      case 413 -> Problem.of(ProblemKind.TOO_LARGE);
      case 415 -> Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
      case 429 -> Problem.tooManyRequests(SOON);
      case 431 -> Problem.of(ProblemKind.HEADERS_TOO_LARGE);
      default -> Problem.of(ProblemKind.MALFORMED);
    };
  }

  /** 503 where the database is away or busy, 500 for whatever else nobody expected. */
  static Problem ofFailure(Throwable failure) {
    int depth = 0;
    for (Throwable it = failure; it != null && depth < 20; it = it.getCause(), depth++) {
      if (it instanceof SQLTransientException
          || (it instanceof SQLException sql && isPassing(sql))) {
        return Problem.unavailable(SOON);
      }
    }
    return Problem.of(ProblemKind.INTERNAL);
  }

  private static boolean isPassing(SQLException e) {
    String state = e.getSQLState();
    // The pool tells a timeout by an exception without a state.
    return state == null || (state.length() == 5 && PASSING.contains(state.substring(0, 2)));
  }

  /** What stands beside a problem. */
  static Map<String, String> headers(Problem problem) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (problem.kind().status() == 401) {
      headers.put("WWW-Authenticate", "Bearer");
    }
    problem.retryAfterSeconds().ifPresent(it -> headers.put("Retry-After", Long.toString(it)));
    return headers;
  }
}
