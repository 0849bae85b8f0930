package io.trailbridge.integration.connection.http;

import io.trailbridge.integration.connection.Outcome;
import io.trailbridge.integration.connection.domain.Action;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.FieldError;
import io.trailbridge.integration.connection.domain.Refusal;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.problem.ProblemKind;
import java.util.List;

/** What is not done, as problems. */
final class Refusals {
  private Refusals() {}

  /** The connection, where it was done. */
  static Connection done(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> done.connection();
      case Outcome.Refused refused -> throw problem(refused.reason());
      case Outcome.NotFound _ -> throw Problem.notFound();
      case Outcome.Outdated _ -> throw Problem.of(ProblemKind.STALE);
      case Outcome.AlreadyConnected _ -> throw Problem.of(ProblemKind.ALREADY_CONNECTED);
      case Outcome.LicenseRequired _ -> throw Problem.of(ProblemKind.LICENSE_REQUIRED);
      case Outcome.KeyReused _ ->
          throw Problem.invalid(
              List.of(
                  new Problem.Field(
                      "Idempotency-Key", "was used for another body within the last 24 hours")));
    };
  }

  static Problem invalid(List<FieldError> errors) {
    return Problem.invalid(
        errors.stream().map(it -> new Problem.Field(it.field(), it.message())).toList());
  }

  private static Problem problem(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotAllowed it ->
          Problem.actionNotAllowed(it.allowed().stream().map(Action::id).toList());
      case Refusal.Invalid it -> invalid(it.errors());
      case Refusal.NotReady _ -> Problem.actionNotAllowed(List.of());
    };
  }
}
