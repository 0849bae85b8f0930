package io.trailbridge.integration.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.integration.app.RawHttp.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * One hostile input.
 *
 * @param what is sent, in words
 * @param trial sends it and tells what is wrong with the answer, if anything
 */
record HostileRow(String what, Callable<Optional<String>> trial) {
  /** Stands in every hostile text, so that an echo of it is found. */
  static final String MARK = "zqxjk";

  /** Rows that are being written down. */
  static final class Rows {
    private final List<HostileRow> rows = new ArrayList<>();

    /** The answer must have this status, and where it is a problem this slug. */
    Rows answers(String what, int status, String slug, Callable<Answer> sent) {
      rows.add(
          new HostileRow(
              what,
              () -> {
                Answer answer = sent.call();
                if (answer.status() != status || !answer.slug().equals(slug)) {
                  return Optional.of(
                      answer.status() + " " + answer.slug() + ", not " + status + " " + slug);
                }
                return careless(answer);
              }));
      return this;
    }

    /** Whatever the trial says. */
    Rows holds(String what, Callable<Optional<String>> trial) {
      rows.add(new HostileRow(what, trial));
      return this;
    }

    List<HostileRow> all() {
      return List.copyOf(rows);
    }
  }

  /** What no answer to a hostile request may do. */
  private static Optional<String> careless(Answer answer) {
    String body = answer.body();
    if (answer.status() >= 500) {
      return Optional.of("a failure of ours");
    }
    if (answer.status() < 400) {
      return Optional.empty();
    }
    if (answer.slug().isEmpty() && !body.isEmpty()) {
      return Optional.of("an error that is no problem of RFC 9457");
    }
    if (!body.isEmpty()
        && !answer
            .header("X-Request-Id")
            .equals(Optional.of(answer.json().path("requestId").asText()))) {
      return Optional.of("no request id, or two");
    }
    if (body.contains(MARK) || answer.head().contains(MARK)) {
      return Optional.of("an echo of the input");
    }
    if (body.contains("Exception") || body.contains("\tat ") || body.contains("jackson")) {
      return Optional.of("a look inside");
    }
    return Optional.empty();
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
