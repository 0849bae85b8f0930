package io.trailbridge.integration.connection;

import static io.trailbridge.integration.Tokens.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.trailbridge.contracts.cloudtrail.StatsMessage.ConnectionStats;
import io.trailbridge.contracts.cloudtrail.StatsMessage.IntakeHeartbeat;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.ProvisioningResult.BackfillFinished;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.Bus.Said;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.testbed.Broker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class ConnectionLifeIT {
  private static final String ACCOUNT = "222222222222";

  @Inject Connections connections;
  Broker broker;
  Stage stage;

  @BeforeEach
  void enter() throws Exception {
    stage = new Stage(broker, connections).licensed();
  }

  @AfterEach
  void leave() {
    stage.close();
  }

  @Test
  void shouldSendTheWholeWishAndTellEveryState() throws Exception {
    // Given
    String id = stage.create(ACCOUNT);

    // When
    stage.setUp(id);
    stage.reconciled(id, 1, Forwarding.ON);
    stage.awaitStatus(id, "ACTIVE");

    // Then
    List<Said> states = awaitStates(id, "ACTIVE");
    assertThat(states)
        .extracting(it -> json(it).getString("status"))
        .containsExactly("PENDING", "PROVISIONING", "ACTIVE");
    assertThat(states).extracting(it -> json(it).getLong("stateVersion")).isSorted();
    JsonPath last = json(states.getLast());
    assertThat(last.getString("tenantId")).isEqualTo(stage.tenant);
    assertThat(last.getString("bucket")).isEqualTo("trailbridge-" + id);
    assertThat(last.getList("topicArns")).hasSize(1);
    assertThat(last.getString("accessRoleArn")).endsWith("role/trailbridge-x-access");
    assertThat(last.getString("externalId")).hasSizeGreaterThanOrEqualTo(32);

    List<Said> commands = stage.bus.said(Topics.PROVISIONING_COMMANDS, id);
    assertThat(commands)
        .extracting(Said::type)
        .containsExactly("io.trailbridge.ProvisionConnection.v1");
    JsonPath command = json(commands.getFirst());
    assertThat(command.getLong("generation")).isEqualTo(1);
    assertThat(command.getString("spec.accountId")).isEqualTo(ACCOUNT);
    assertThat(command.getString("spec.partition")).isEqualTo("aws");
    assertThat(command.getString("spec.forwarding")).isEqualTo("ON");
    assertThat(command.getString("spec.resources.mode")).isEqualTo("NEW");
    assertThat(command.getString("spec.externalId")).isEqualTo(last.getString("externalId"));
    assertThat(stage.connection(id).getList("inventory")).hasSize(2);
  }

  @Test
  void shouldFetchTheGapOfAPauseSliceBySlice() throws Exception {
    // Given
    String id = stage.active(ACCOUNT);
    act(id, "pause", 202);
    stage.reconciled(id, 2, Forwarding.OFF);
    act(id, "resume", 202);

    // When
    stage.reconciled(id, 3, Forwarding.ON);

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(stage.connection(id).getList("gaps.status")).containsExactly("RUNNING"));
    long slices = stage.connection(id).getLong("gaps[0].slices");
    await().untilAsserted(() -> assertThat(backfills(id)).hasSize((int) slices));

    // When
    for (Said command : backfills(id)) {
      finish(id, json(command));
      finish(id, json(command)); // twice: another message about the same slice
    }

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(stage.connection(id).getList("gaps.status")).containsExactly("FILLED"));
    assertThat(stage.connection(id).getLong("gaps[0].slicesDone")).isEqualTo(slices);
    assertThat(stage.connection(id).getLong("gaps[0].objects")).isEqualTo(2 * slices);
  }

  @Test
  void shouldSkipTheGapOfAPauseWhereAsked() throws Exception {
    // Given
    String id = stage.active(ACCOUNT);
    act(id, "pause", 202);
    stage.reconciled(id, 2, Forwarding.OFF);
    admin(stage.tenant)
        .contentType("application/json")
        .body("{\"backfill\": false}")
        .post("/api/v1/connections/" + id + "/resume")
        .then()
        .statusCode(202);

    // When
    stage.reconciled(id, 3, Forwarding.ON);

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(stage.connection(id).getList("gaps.status")).containsExactly("SKIPPED"));
    assertThat(backfills(id)).isEmpty();
  }

  @Test
  void shouldFetchWhatAnOutageOfTheIntakeMissed() throws Exception {
    // Given
    Instant before = Instant.now().minus(Duration.ofHours(1));
    heartbeat(before);
    heartbeat(before.plusSeconds(60));
    String id = stage.active(ACCOUNT);

    // When
    Instant back = Instant.now().plusMillis(1).truncatedTo(ChronoUnit.MICROS);
    heartbeat(back);

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(stage.connection(id).getList("gaps.status")).containsExactly("RUNNING"));
    JsonPath gap = stage.connection(id);
    assertThat(Instant.parse(gap.getString("gaps[0].from"))).isBefore(back);
    assertThat(Instant.parse(gap.getString("gaps[0].to"))).isEqualTo(back);
    long slices = gap.getLong("gaps[0].slices");
    await().untilAsserted(() -> assertThat(backfills(id)).hasSize((int) slices));
  }

  @Test
  void shouldFetchWhatADriftMissedOnceItIsMended() throws Exception {
    // Given
    String id = stage.active(ACCOUNT);
    verified(id, Health.HEALTHY);

    // When
    verified(id, Health.LOST);
    verified(id, Health.HEALTHY);

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(stage.connection(id).getList("gaps.status")).containsExactly("RUNNING"));
    JsonPath gap = stage.connection(id);
    assertThat(Instant.parse(gap.getString("gaps[0].from")))
        .isBefore(Instant.parse(gap.getString("gaps[0].to")));
    long slices = gap.getLong("gaps[0].slices");
    await().untilAsserted(() -> assertThat(backfills(id)).hasSize((int) slices));

    // When
    for (Said command : backfills(id)) {
      finish(id, json(command));
    }

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(stage.connection(id).getList("gaps.status")).containsExactly("FILLED"));
    assertThat(stage.connection(id).getLong("gaps[0].slicesDone")).isEqualTo(slices);
    assertThat(stage.connection(id).getString("status")).isEqualTo("ACTIVE");
  }

  private void heartbeat(Instant at) throws Exception {
    stage.bus.send(
        Topics.CLOUDTRAIL_STATS,
        IntakeHeartbeat.KEY,
        new IntakeHeartbeat(at),
        "/trailbridge/ingestion-service");
  }

  @Test
  void shouldGoBackToPendingWithTheFinding() throws Exception {
    // Given
    String id = stage.create(ACCOUNT);
    stage.setUp(id);

    // When
    stage.answer(
        id,
        new ProvisioningFailed(
            ConnectionId.of(id),
            new TenantId(stage.tenant),
            1,
            new Finding("CONFUSED_DEPUTY", null, "The role lets in anybody.", "Mend the policy."),
            List.of()));

    // Then
    stage.awaitStatus(id, "PENDING");
    await()
        .untilAsserted(
            () ->
                assertThat(stage.connection(id).getList("findings.code"))
                    .containsExactly("CONFUSED_DEPUTY"));
    assertThat(stage.connection(id).getList("actions")).containsExactly("setup", "edit", "delete");
  }

  @Test
  void shouldBeDisconnectedAfterFailuresInARowAndComeBackByItself() throws Exception {
    // Given
    String id = stage.active(ACCOUNT);

    // When
    verified(id, Health.LOST);
    verified(id, Health.LOST);

    // Then
    stage.awaitStatus(id, "DISCONNECTED");
    assertThat(stage.connection(id).getList("findings.code")).containsExactly("TRAIL_LOGGING");
    assertThat(stage.connection(id).getString("findings[0].since")).isNotNull();
    assertThat(stage.connection(id).getString("findings[0].lastGoodAt")).isNotNull();

    // When
    verified(id, Health.HEALTHY);

    // Then
    stage.awaitStatus(id, "ACTIVE");
    assertThat(stage.connection(id).getList("findings")).isEmpty();
  }

  @Test
  void shouldShowTheNewestEventWithoutANewVersion() throws Exception {
    // Given
    String id = stage.active(ACCOUNT);
    long version = stage.connection(id).getLong("version");
    Instant newest = Instant.parse("2026-11-23T10:00:00Z");

    // When
    for (Instant at : List.of(newest, newest.minusSeconds(60))) {
      stage.bus.send(
          Topics.CLOUDTRAIL_STATS,
          id,
          new ConnectionStats(
              ConnectionId.of(id), new TenantId(stage.tenant), 5, 5000, 0, 0, 0, 0, at, at),
          "/trailbridge/ingestion-service");
    }

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(stage.connection(id).getString("lastEventAt"))
                    .isEqualTo("2026-11-23T10:00:00Z"));
    assertThat(stage.connection(id).getLong("version")).isEqualTo(version);
  }

  @Test
  void shouldPutAnAnswerForAnotherTenantAside() throws Exception {
    // Given
    String id = stage.create(ACCOUNT);
    stage.setUp(id);

    // When
    stage.answer(
        id,
        new ProvisioningFailed(
            ConnectionId.of(id),
            new TenantId("somebody-else"),
            1,
            new Finding("X", null, "X.", "X."),
            List.of()));

    // Then
    String deadLetters = Topics.deadLetterOf(Topics.PROVISIONING_RESULTS);
    await().untilAsserted(() -> assertThat(stage.bus.said(deadLetters, id)).hasSize(1));
    assertThat(stage.connection(id).getString("status")).isEqualTo("PROVISIONING");
  }

  private void act(String id, String action, int status) {
    admin(stage.tenant).post("/api/v1/connections/" + id + "/" + action).then().statusCode(status);
  }

  private void verified(String id, Health health) throws Exception {
    boolean passed = health == Health.HEALTHY;
    stage.answer(
        id,
        new ConnectionVerified(
            ConnectionId.of(id),
            new TenantId(stage.tenant),
            1,
            health,
            List.of(new Check("TRAIL_LOGGING", passed, null, passed ? null : "Stopped.", null)),
            null));
  }

  private void finish(String id, JsonPath command) throws Exception {
    stage.answer(
        id,
        new BackfillFinished(
            ConnectionId.of(id),
            new TenantId(stage.tenant),
            GapId.of(command.getString("gapId")),
            new AccountId(command.getString("account")),
            new AwsRegion(command.getString("logRegion")),
            Instant.parse(command.getString("from")),
            Instant.parse(command.getString("to")),
            2,
            0));
  }

  private List<Said> backfills(String id) {
    return stage.bus.said(Topics.PROVISIONING_COMMANDS, id).stream()
        .filter(it -> it.type().equals("io.trailbridge.BackfillLogs.v1"))
        .toList();
  }

  private List<Said> awaitStates(String id, String status) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> stage.bus.said(Topics.CONNECTION_STATE, id),
            said -> said.stream().anyMatch(it -> json(it).getString("status").equals(status)));
  }

  private static JsonPath json(Said said) {
    return JsonPath.from(said.json());
  }
}
