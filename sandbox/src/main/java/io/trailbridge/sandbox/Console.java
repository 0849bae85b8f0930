package io.trailbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailbridge.sandbox.Identity.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's administrator does in the console, and billing for them: calls of the public REST
 * APIs with the tenant's tokens.
 */
final class Console {
  static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONNECTIONS = "/api/v1/connections";

  private final String tenant;
  private final Api integration;
  private final Api license;

  Console(Sandbox sandbox, String tenant) {
    this.tenant = tenant;
    this.integration =
        new Api(
            "http://127.0.0.1:" + sandbox.ports().integration(),
            sandbox.identity().token(tenant, Role.ADMIN));
    this.license =
        new Api(
            "http://127.0.0.1:" + sandbox.ports().license(),
            sandbox.identity().token(tenant, Role.BILLING));
  }

  /** The integration API with the tenant's administrator. */
  Api api() {
    return integration;
  }

  String tenant() {
    return tenant;
  }

  // ---- licence

  /** Grants or renews, and waits until integration-service knows. */
  void license(Instant until) {
    grant(until);
    if (until.isAfter(Instant.now())) {
      awaitLicense(
          answer -> {
            String told = answer.path("validUntil").textValue();
            return told != null && Instant.parse(told).equals(until);
          });
    }
  }

  /** Grants or renews; integration-service will hear of it. */
  void grant(Instant until) {
    license
        .put(
            "/api/v1/tenants/" + tenant + "/licenses/PUBLIC_CLOUD",
            "{\"validUntil\":\"" + until + "\"}")
        .expect(200);
  }

  void revokeLicense() {
    Api.Answer answer = license.delete("/api/v1/tenants/" + tenant + "/licenses/PUBLIC_CLOUD");
    if (answer.status() / 100 != 2) {
      answer.expect(200);
    }
  }

  private void awaitLicense(Predicate<JsonNode> wanted) {
    Awaitility.await("licence of " + tenant + " at integration-service")
        .atMost(PATIENCE)
        .until(() -> integration.get("/api/v1/license").body(), wanted);
  }

  // ---- connections

  /** A body for {@link #create}: PULL, new resources. */
  static ObjectNode draft(String name, String account, String region) {
    return JSON.createObjectNode()
        .put("name", name)
        .put("accountId", account)
        .put("region", region);
  }

  /** As {@link #draft}, for an organization whose other accounts are not wanted. */
  static ObjectNode organizationDraft(
      String name, String account, String region, @Nullable List<String> accounts) {
    ObjectNode draft = draft(name, account, region).put("organization", true);
    if (accounts != null) {
      accounts.forEach(draft.putArray("accounts")::add);
    }
    return draft;
  }

  /** The new connection's id. */
  String create(ObjectNode draft) {
    return integration.post(CONNECTIONS, draft.toString()).expect(201).text("id");
  }

  JsonNode connection(String id) {
    return integration.get(CONNECTIONS + "/" + id).expect(200).body();
  }

  String status(String id) {
    Api.Answer answer = integration.get(CONNECTIONS + "/" + id);
    return answer.status() == 200 ? answer.text("status") : "(" + answer.status() + ")";
  }

  List<String> holds(String id) {
    List<String> holds = new ArrayList<>();
    connection(id).path("holds").forEach(hold -> holds.add(hold.asText()));
    return holds;
  }

  void awaitStatus(String id, String status) {
    try {
      Awaitility.await("connection " + id + " to be " + status)
          .atMost(PATIENCE)
          .until(() -> status(id), status::equals);
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new IllegalStateException(
          e.getMessage() + "; it is " + connection(id).toPrettyString(), e);
    }
  }

  /** The commands of the set-up wizard: download, then integrate. */
  JsonNode setup(String id) {
    return integration.post(CONNECTIONS + "/" + id + "/setup", "{}").expect(200).body();
  }

  /** Pastes both commands of the wizard into the customer's shell; the second one's outcome. */
  Customer.Ran setUp(String id, Customer customer) {
    JsonNode commands = setup(id);
    customer.paste(commands.path("downloadCommand").asText()).expectSuccess();
    return customer.paste(commands.path("integrationCommand").asText() + " </dev/null");
  }

  Api.Answer act(String id, String action, @Nullable String body) {
    return integration.post(CONNECTIONS + "/" + id + "/" + action, body);
  }

  /** Changes what the merge patch names. */
  void patch(String id, String mergePatch) {
    String etag = integration.get(CONNECTIONS + "/" + id).expect(200).etag();
    integration.patch(CONNECTIONS + "/" + id, etag, mergePatch).expect(200);
  }

  /** Starts the deletion; the answer has the commands. */
  JsonNode delete(String id, boolean deleteLogs) {
    return act(id, "deletion", "{\"deleteLogs\":" + deleteLogs + "}").expect(202).body();
  }
}
