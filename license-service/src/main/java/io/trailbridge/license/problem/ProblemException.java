package io.trailbridge.license.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. Its texts are written for the caller and never repeat input. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final @Nullable String detail;
  private final transient List<FieldError> errors;

  private ProblemException(Problem problem, @Nullable String detail, List<FieldError> errors) {
    super(problem.type());
    this.problem = problem;
    this.detail = detail;
    this.errors = errors;
  }

  /** A problem that needs no more words. */
  public static ProblemException of(Problem problem) {
    return new ProblemException(problem, null, List.of());
  }

  /** The request cannot be read, for this reason. */
  public static ProblemException malformed(String detail) {
    return new ProblemException(Problem.MALFORMED, detail, List.of());
  }

  /** The request was understood, and these fields are wrong. */
  public static ProblemException invalid(List<FieldError> errors) {
    return new ProblemException(Problem.INVALID, null, List.copyOf(errors));
  }

  public Problem problem() {
    return problem;
  }

  public @Nullable String detail() {
    return detail;
  }

  public List<FieldError> errors() {
    return errors;
  }

  /** A wrong field, and a sentence about it. */
  public record FieldError(String field, String message) {}
}
