package io.trailbridge.integration.connection.domain;

import java.util.List;

/** Why an input was refused. */
public sealed interface Refusal {

  /**
   * Not in this status.
   *
   * @param allowed what may be done instead
   */
  record NotAllowed(Action action, List<Action> allowed) implements Refusal {}

  /** Understood, but these fields are wrong. */
  record Invalid(List<FieldError> errors) implements Refusal {

    static Invalid field(String field, String message) {
      return new Invalid(List.of(new FieldError(field, message)));
    }
  }

  /** The removal was confirmed before the worker had done its part. */
  record NotReady() implements Refusal {}
}
