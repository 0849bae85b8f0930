package io.trailbridge.sandbox;

import static io.trailbridge.sandbox.Tenant.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailbridge.sandbox.Identity.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever may not, or asks for what cannot be, is told so, and in which words. */
@ExtendWith(SharedSandbox.class)
class RefusalStory {
  private static final String CONNECTIONS = "/api/v1/connections";
  private static final String ACCOUNT = "600000000501";

  private final World world;

  RefusalStory(World world) {
    this.world = world;
  }

  @Test
  void shouldRefuseWithoutTokenRoleOrLicense() {
    // Given
    Tenant tenant = world.tenant("refused-unlicensed");
    String draft = Console.draft("Too early", ACCOUNT, REGION).toString();

    // When
    Api.Answer nobody = world.integration("").get(CONNECTIONS);
    Api.Answer stranger = world.integration("eyJhbGciOiJub25lIn0.e30.").get(CONNECTIONS);
    Api.Answer viewer = tenant.as(Role.VIEWER).post(CONNECTIONS, draft);
    Api.Answer reader = tenant.as(Role.VIEWER).get(CONNECTIONS);
    Api.Answer unlicensed = tenant.console().api().post(CONNECTIONS, draft);

    // Then
    assertProblem(nobody, 401, "unauthenticated");
    assertProblem(stranger, 401, "unauthenticated");
    assertProblem(viewer, 403, "forbidden");
    assertThat(reader.status()).isEqualTo(200);
    assertProblem(unlicensed, 403, "license-required");
  }

  @Test
  void shouldNameEveryWrongField() {
    // Given
    Tenant tenant = world.tenant("refused-fields").licensed();
    ObjectNode draft = Console.draft(" ", "12345", "mars-north-1").put("delivery", "PIGEON");
    draft.putArray("accounts");
    draft.putObject("resources").put("mode", "NEW").put("retentionDays", 0);
    ObjectNode unknown = Console.draft("Fine", ACCOUNT, REGION).put("colour", "blue");
    ObjectNode readOnly = Console.draft("Fine", ACCOUNT, REGION).put("status", "ACTIVE");
    ObjectNode wrongType = Console.draft("Fine", ACCOUNT, REGION).put("organization", "yes");
    Api api = tenant.console().api();

    // When
    Api.Answer invalid = api.post(CONNECTIONS, draft.toString());

    // Then
    assertProblem(invalid, 422, "invalid");
    assertThat(fields(invalid))
        .contains("name", "accountId", "region", "delivery", "accounts", "resources.retentionDays");
    assertProblem(api.post(CONNECTIONS, unknown.toString()), 400, "malformed");
    assertProblem(api.post(CONNECTIONS, readOnly.toString()), 400, "malformed");
    assertProblem(api.post(CONNECTIONS, wrongType.toString()), 400, "malformed");
    assertProblem(api.post(CONNECTIONS, "{\"name\":"), 400, "malformed");
  }

  @Test
  void shouldNotFindAnotherTenantsConnectionAtAnyCall() {
    // Given
    Tenant owner = world.tenant("refused-owner").licensed();
    Tenant stranger = world.tenant("refused-stranger").licensed();
    String theirs = CONNECTIONS + "/" + owner.create(world.account(ACCOUNT));
    String nobodys = CONNECTIONS + "/" + UUID.randomUUID();
    String period = "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}";
    String etag = owner.console().api().get(theirs).etag();
    Map<String, String> patch =
        Map.of("If-Match", etag, "Content-Type", "application/merge-patch+json");
    Api api = stranger.console().api();

    for (String connection : List.of(theirs, nobodys)) {
      // When
      List<Api.Answer> answers =
          List.of(
              api.get(connection),
              api.send("PATCH", connection, "{\"name\":\"Mine\"}", patch),
              api.post(connection + "/setup", "{}"),
              api.post(connection + "/pause", null),
              api.post(connection + "/resume", "{\"backfill\":true}"),
              api.post(connection + "/verify", null),
              api.post(connection + "/backfill", period),
              api.post(connection + "/rotate-secret", null),
              api.post(connection + "/deletion", "{\"deleteLogs\":true}"),
              api.get(connection + "/deletion"),
              api.get(connection + "/activity"));

      // Then
      assertThat(answers).allSatisfy(answer -> assertProblem(answer, 404, "not-found"));
    }
    assertThat(api.get(CONNECTIONS).expect(200).body().path("items")).isEmpty();
    assertThat(owner.console().api().get(theirs).etag()).isEqualTo(etag);
  }

  @Test
  void shouldTakeEachTokenOnce() {
    // Given
    Tenant tenant = world.tenant("refused-token").licensed();
    AwsAccount account = world.account("600000000502");
    String connection = tenant.create(account);
    String former = tenant.setupToken(connection);
    String token = tenant.setupToken(connection);
    JsonNode plan = world.integration(token).get("/api/v1/setup/plan").expect(200).body();
    String role = plan.path("accessRole").path("arn").asText();

    // When
    Api.Answer revoked = world.integration(former).get("/api/v1/setup/plan");
    Api.Answer madeUp = complete("0".repeat(64), account.id(), role);
    Api.Answer used = complete(token, account.id(), role);
    Api.Answer again = complete(token, account.id(), role);
    Api.Answer otherwise = complete(token, account.id(), role + "-other");

    // Then
    assertProblem(revoked, 401, "token-invalid");
    assertProblem(complete(former, account.id(), role), 401, "token-invalid");
    assertProblem(madeUp, 401, "token-invalid");
    assertThat(used.status()).as(used.body().toString()).isEqualTo(202);
    assertThat(again.status()).as(again.body().toString()).isEqualTo(202);
    assertProblem(otherwise, 409, "already-completed");
  }

  @Test
  void shouldUseNoRoleThatAsksForAnotherExternalIdOrForNone() {
    // Given
    Tenant tenant = world.tenant("refused-role").licensed();
    AwsAccount other = world.account("600000000503");
    AwsAccount open = world.account("600000000504");
    String wrong = tenant.create(other);
    String trusting = tenant.create(open);

    // When
    completeWithRole(
        tenant,
        wrong,
        other,
        ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"someone-elses-0123456789\"}}");
    completeWithRole(tenant, trusting, open, "");

    // Then
    assertEndsPendingWith(tenant, wrong, "ROLE_NOT_ASSUMABLE");
    assertEndsPendingWith(tenant, trusting, "CONFUSED_DEPUTY");
    assertThat(open.everything()).noneMatch(name -> name.startsWith("TrailARN"));
  }

  private void completeWithRole(
      Tenant tenant, String connection, AwsAccount account, String condition) {
    String token = tenant.setupToken(connection);
    JsonNode plan = world.integration(token).get("/api/v1/setup/plan").expect(200).body();
    world.keepSecret(plan.path("externalId").asText());
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
            + plan.path("workerRoleArn").asText()
            + "\"},\"Action\":\"sts:AssumeRole\""
            + condition
            + "}]}";
    String name = plan.path("accessRole").path("name").asText();
    account.ask("iam", "create-role", "--role-name", name, "--assume-role-policy-document", trust);
    account.ask(
        "iam",
        "put-role-policy",
        "--role-name",
        name,
        "--policy-name",
        "trailbridge",
        "--policy-document",
        plan.path("accessRole").path("policy").toString());
    Api.Answer answer = complete(token, account.id(), plan.path("accessRole").path("arn").asText());
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
  }

  private Api.Answer complete(String token, String account, String role) {
    return world
        .integration(token)
        .post(
            "/api/v1/setup/complete",
            "{\"accountId\":\"" + account + "\",\"accessRoleArn\":\"" + role + "\"}");
  }

  private static void assertEndsPendingWith(Tenant tenant, String connection, String finding) {
    tenant.console().awaitStatus(connection, "PENDING");
    JsonNode findings = tenant.console().connection(connection).path("findings");
    assertThat(findings.findValuesAsText("code")).containsExactly(finding);
    assertThat(findings.findValuesAsText("remedy")).allMatch(remedy -> !remedy.isBlank());
  }

  private static List<String> fields(Api.Answer answer) {
    List<String> fields = new ArrayList<>();
    answer.body().path("errors").forEach(error -> fields.add(error.path("field").asText()));
    return fields;
  }

  private static void assertProblem(Api.Answer answer, int status, String slug) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.text("type")).isEqualTo("urn:trailbridge:problem:" + slug);
    assertThat(answer.text("requestId")).isNotEmpty();
    assertThat(answer.headers().get("content-type").getFirst())
        .startsWith("application/problem+json");
  }
}
