package io.trailbridge.integration.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.Tokens;
import io.trailbridge.integration.app.RawHttp.Answer;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.testbed.Broker;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the OpenAPI document, asked by everybody who may not: whatever is added to the
 * API is tried the day it is added.
 */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class TenancyProof {
  private static final List<String> ROLES = List.of("admin", "viewer", "operator", "billing");

  @Inject Connections connections;
  Broker broker;

  private final List<String> wrong = new ArrayList<>();
  private int tried;

  @Test
  void shouldAnswerNobodyWhoMayNotAsk() throws Exception {
    try (Stage mine = new Stage(broker, connections).licensed();
        Stage other = new Stage(broker, connections).licensed()) {
      // Given
      String id = mine.create("222222222222");
      Map<String, List<String>> bad = BadTokens.of(mine.tenant);
      List<ApiOperation> operations = ApiOperation.all();

      // When
      for (ApiOperation operation : operations) {
        if (operation.isOfUsers()) {
          bad.forEach(
              (what, headers) -> expect(operation, what, id, headers, 401, "unauthenticated"));
          wrongRoles(operation, mine, id);
          if (operation.isOfOneConnection()) {
            foreignIds(operation, other, id);
          }
          if (!operation.roles().contains("operator")) {
            BadTokens.withoutTenant()
                .forEach((what, headers) -> expect(operation, what, id, headers, 403, "forbidden"));
          }
        } else if (operation.isOfScript()) {
          bad.forEach(
              (what, headers) -> {
                String slug = what.equals("two headers") ? "unauthenticated" : "token-invalid";
                expect(operation, what, id, headers, 401, slug);
              });
          expect(operation, "a user's token", id, good(mine.tenant, "admin"), 401, "token-invalid");
        }
      }

      // Then
      System.out.printf(
          "tenancy: %d operations, %d requests that must be refused, %d refused as they must be%n",
          operations.size(), tried, tried - wrong.size());
      assertThat(wrong).isEmpty();
      assertThat(mine.connection(id).getInt("version")).isEqualTo(1);
      assertThat(mine.connection(id).getString("status")).isEqualTo("PENDING");
    }
  }

  private void wrongRoles(ApiOperation operation, Stage mine, String id) {
    for (String role : ROLES) {
      if (!operation.roles().contains(role)) {
        expect(operation, "role " + role, id, good(mine.tenant, role), 403, "forbidden");
      }
    }
    expect(operation, "role Admin", id, good(mine.tenant, "Admin"), 403, "forbidden");
  }

  /** The same answer, to the letter, whether another tenant has it or nobody. */
  private void foreignIds(ApiOperation operation, Stage other, String id) {
    String role = operation.roles().iterator().next();
    List<String> headers = new ArrayList<>(good(other.tenant, role));
    headers.add("If-Match: \"1\"");
    String unknown = UUID.randomUUID().toString();
    String nobodys = body(expect(operation, "unknown id", unknown, headers, 404, "not-found"));
    for (String asked :
        List.of(id, id.toUpperCase(java.util.Locale.ROOT), "x", "1-1-1-1-1", "%27")) {
      String seen = body(expect(operation, "id " + asked, asked, headers, 404, "not-found"));
      if (!seen.equals(nobodys)) {
        wrong.add(operation + ", id " + asked + ": another body than for an unknown id");
      }
    }
  }

  private Answer expect(
      ApiOperation operation,
      String what,
      String id,
      List<String> headers,
      int status,
      String slug) {
    List<String> all = new ArrayList<>(headers);
    String body = operation.body();
    if (body != null) {
      all.add("Content-Type: " + operation.contentType());
    }
    Answer answer =
        RawHttp.send(
            operation.method(),
            operation.path().replace("{id}", id),
            all,
            body == null ? new byte[0] : body.getBytes(UTF_8));
    tried++;
    if (answer.status() != status || !answer.slug().equals(slug)) {
      wrong.add(
          operation + ", " + what + ": " + answer.status() + " " + answer.slug() + ", not " + slug);
    }
    return answer;
  }

  private static List<String> good(String tenant, String role) {
    return BadTokens.bearer(Tokens.token(tenant, role));
  }

  private static String body(Answer answer) {
    return answer.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
  }
}
