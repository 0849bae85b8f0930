package io.trailbridge.integration.app;

import static io.trailbridge.integration.app.HostileRow.utf8;

import io.trailbridge.integration.Stage;
import io.trailbridge.integration.Tokens;
import io.trailbridge.integration.app.RawHttp.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An administrator of a tenant, byte by byte. */
record HostileCaller(Stage stage, AtomicInteger accounts) {
  static final String PATH = "/api/v1/connections";

  static HostileCaller of(Stage stage) {
    return new HostileCaller(stage, new AtomicInteger(100_000));
  }

  /** The smallest body that creates a connection of an account. */
  static String minimal(String account) {
    return "{\"name\": \"n\", \"accountId\": \"%s\", \"region\": \"eu-central-1\"}"
        .formatted(account);
  }

  /** An account that nothing is connected of. */
  String nextAccount() {
    return "222222" + accounts.getAndIncrement();
  }

  /** The smallest body, with a name as it stands in JSON. */
  byte[] named(String name) {
    return utf8(minimal(nextAccount()).replace("\"n\"", "\"" + name + "\""));
  }

  Answer create(byte[] body) {
    return RawHttp.send("POST", PATH, headers("Content-Type: application/json"), body);
  }

  Answer keyed(String key, String body) {
    return ask("POST", PATH, body, "Content-Type: application/json", "Idempotency-Key: " + key);
  }

  Answer post(String path, String body) {
    return ask("POST", path, body, "Content-Type: application/json");
  }

  Answer patch(String path, @Nullable String etag, String body) {
    String type = "Content-Type: application/merge-patch+json";
    return etag == null
        ? ask("PATCH", path, body, type)
        : ask("PATCH", path, body, type, "If-Match: " + etag);
  }

  Answer ask(String method, String target, String body, String... headers) {
    return RawHttp.send(method, target, headers(headers), utf8(body));
  }

  /** Where this tenant's list goes on after one connection. */
  String cursor() {
    return ask("GET", PATH + "?limit=1", "").json().path("nextCursor").asText();
  }

  /** These, and the token of an administrator. */
  List<String> headers(String... more) {
    List<String> headers = new ArrayList<>(List.of(more));
    headers.add("Authorization: Bearer " + Tokens.token(stage.tenant, "admin"));
    return headers;
  }

  static List<Answer> atOnce(int times, Callable<Answer> call) throws Exception {
    return atOnce(Collections.nCopies(times, call));
  }

  static List<Answer> atOnce(List<Callable<Answer>> calls) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> future : executor.invokeAll(calls)) {
        answers.add(future.get());
      }
      return answers;
    }
  }
}
