package io.trailbridge.integration.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.Tokens;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import io.trailbridge.testbed.ServiceProcess;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A licence ends whose tenant has very many connections, and the process that pauses them is killed
 * in the middle of a transaction, three times: each time another process goes on.
 */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class SweepKillProof {
  private static final boolean LONG = "long".equals(System.getProperty("trailbridge.proof"));
  private static final int COUNT = LONG ? 100_000 : 200;
  private static final int KILLS = LONG ? 3 : 1;
  private static final String CHUNK = LONG ? "1000" : "20";
  private static final String TIMER = "license-sweep";
  private static final List<String> SHARED =
      List.of(
          "kafka.bootstrap.servers",
          "quarkus.datasource.jdbc.url",
          "quarkus.datasource.password",
          "quarkus.flyway.password",
          "mp.jwt.verify.publickey.location",
          "mp.jwt.verify.issuer",
          "trailbridge.public-url",
          "trailbridge.worker-role-arn");
  private static final List<String> CHANNELS =
      List.of("provisioning-results", "license-events", "cloudtrail-stats", "traffic-stats");

  @Inject Connections connections;
  @Inject Scheduler scheduler;
  Broker broker;
  Database database;
  Stage stage;
  Crowd crowd;

  @BeforeEach
  void leaveItToTheProcesses() throws Exception {
    scheduler.pause(TIMER);
    stage = new Stage(broker, connections).licensed();
    crowd = new Crowd(database);
  }

  @AfterEach
  void leave() throws Exception {
    scheduler.resume(TIMER);
    crowd.leave(stage.tenant);
    stage.close();
  }

  @Test
  void shouldGoOnWhereAKilledProcessStopped() throws Exception {
    // Given
    String id = stage.active("222222222222");
    crowd.ofItsTenant(id, COUNT);
    crowd.analyze();
    List<Long> reached = new ArrayList<>();
    long heap = 0;
    HeldRow held = hold(0);
    ServiceProcess process = start().awaitReady();

    // When
    try {
      stage.expire();
      for (int kill = 0; kill < KILLS; kill++) {
        awaitSomebodyAt();
        assertGateClosed();
        reached.add(heldByLicense());
        heap = Math.max(heap, process.heapUsed());
        process.kill();
        HeldRow next = hold(kill + 1);
        held.release();
        held = next;
        process = start().awaitReady();
      }
      awaitSomebodyAt();
      held.release();
      await()
          .atMost(Duration.ofMinutes(10))
          .until(() -> crowd.count("select count(*) " + of("license_sweep")) == 0);
      heap = Math.max(heap, process.heapUsed());
    } finally {
      held.release();
      process.close();
    }

    // Then
    String copies =
        " from outbox where aggregateid in (select id::text from connection where tenant_id = '"
            + stage.tenant
            + "' and id <> '"
            + id
            + "')";
    long rows = crowd.count("select count(*)" + copies);
    long twice =
        crowd.count(
            "select count(*) from (select 1"
                + copies
                + " group by aggregateid, type having count(*) > 1) twice");
    long free = crowd.count("select count(*) " + of("connection") + " and not held_by_license");
    long lines = crowd.count("select count(*) " + of("activity") + " and actor_kind = 'LICENSE'");
    System.out.printf(
        "a licence's end for %,d connections, in chunks of %s, %d kill -9 when %s were held: free"
            + " %d, lines of activity %,d, rows in the outbox %,d, twice %d; heap at most %d MiB%n",
        COUNT + 1, CHUNK, KILLS, reached, free, lines, rows, twice, heap >> 20);
    assertThat(reached).isSorted().allSatisfy(it -> assertThat(it).isBetween(1L, (long) COUNT));
    assertThat(free).isZero();
    assertThat(lines).isEqualTo(COUNT + 1L);
    assertThat(twice).isZero();
    assertThat(rows).as("a command and a state each").isEqualTo(2L * COUNT);
  }

  /** So many parts of the way are behind, and here it cannot go on before it is released. */
  private HeldRow hold(int part) throws SQLException {
    long offset = (long) COUNT * (part + 1) / (KILLS + 2);
    Connection connection = database.superuser("integration");
    connection.setAutoCommit(false);
    try (Statement sql = connection.createStatement()) {
      // In two steps: a lock would reach those before the offset too.
      sql.execute(
          "select from connection where id = (select id "
              + of("connection")
              + " order by id offset "
              + offset
              + " limit 1) for update");
    }
    return new HeldRow(connection);
  }

  private record HeldRow(Connection connection) {
    void release() throws SQLException {
      connection.close();
    }
  }

  private void awaitSomebodyAt() {
    await()
        .atMost(Duration.ofMinutes(10))
        .until(
            () ->
                crowd.count(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and usename = 'integration_login'")
                    > 0);
  }

  private void assertGateClosed() {
    Tokens.admin(stage.tenant)
        .contentType("application/json")
        .body(
            """
            {"name": "Late", "accountId": "333333333333", "region": "eu-central-1"}""")
        .post("/api/v1/connections")
        .then()
        .statusCode(403);
  }

  private long heldByLicense() throws SQLException {
    return crowd.count("select count(*) " + of("connection") + " and held_by_license");
  }

  private String of(String table) {
    return "from " + table + " where tenant_id = '" + stage.tenant + "'";
  }

  /** Another instance, on the testbed of the one in this JVM. */
  private static ServiceProcess start() {
    Config config = ConfigProvider.getConfig();
    Map<String, String> its = new HashMap<>();
    SHARED.forEach(name -> its.put(name, config.getValue(name, String.class)));
    its.put("trailbridge.license.sweep-chunk", CHUNK);
    // Else a killed one would hold the messages of the tests for as long as a session is.
    String group = "proof-" + UUID.randomUUID();
    for (String channel : CHANNELS) {
      its.put("mp.messaging.incoming." + channel + ".group.id", group + "-" + channel);
      its.put("mp.messaging.incoming." + channel + ".auto.offset.reset", "latest");
    }
    return ServiceProcess.start("160m", its);
  }
}
