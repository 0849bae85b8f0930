package io.trailbridge.integration.ops.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.integration.connection.Crowd;
import io.trailbridge.integration.ops.Census;
import io.trailbridge.messaging.Transactions;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operators' view reads what it shows and an index to count, however many there are. */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class CensusPlanProof {
  private static final boolean LONG = "long".equals(System.getProperty("trailbridge.proof"));
  private static final int CONNECTIONS = LONG ? 100_000 : 10_000;
  private static final int SHOWN = 20;
  private static final Pattern ROWS = Pattern.compile("Scan.*\\(actual rows=([0-9.]+) loops=1\\)");

  @Inject Connections connections;
  @Inject EntityManager entities;
  @Inject Transactions transactions;
  @Inject Census census;
  Broker broker;
  Database database;
  Stage stage;
  Crowd crowd;

  @BeforeEach
  void enter() throws Exception {
    stage = new Stage(broker, connections).licensed();
    crowd = new Crowd(database);
    crowd.ofOthers(stage.active("222222222222"), CONNECTIONS);
    String others = " where tenant_id like '" + stage.tenant + "-%'";
    crowd.run(
        "update connection set status = 'DISCONNECTED', updated_at = now()"
            + " - (account_id::bigint % 1000) * interval '1 minute'"
            + others
            + " and account_id like '%7'");
    crowd.run(
        "insert into run (connection_id, tenant_id, at, calls, millis, call_service,"
            + " call_operation, call_millis, set_up_millis) select id, tenant_id,"
            + " now() - random() * interval '20 hours', 24, 3000, 'CloudTrail', 'CreateTrail',"
            + " random() * 5000, random() * 60000 from connection"
            + others);
    crowd.run(
        "insert into license select tenant_id, 1, now(), true, now(), now()"
            + " + row_number() over () * interval '1 hour', 'GRANTED' from connection"
            + others
            + " group by tenant_id");
    for (String table : List.of("connection", "run", "license")) {
      crowd.run("vacuum analyze " + table);
    }
  }

  @AfterEach
  void leave() throws Exception {
    crowd.leave(stage.tenant);
    crowd.run("delete from license where tenant_id like '" + stage.tenant + "-%'");
    stage.close();
  }

  @Test
  void shouldReadNoMoreRowsThanItShows() {
    // Given
    Instant now = Instant.now();
    Instant yesterday = now.minus(Duration.ofDays(1));

    // When
    String counted = plan(CensusSql.BY_STATUS);
    String trouble = plan(CensusSql.IN_TROUBLE, now.minus(Duration.ofMinutes(10)), SHOWN);
    String expiring = plan(CensusSql.EXPIRING, now, now.plus(Duration.ofDays(14)), SHOWN);
    String slowest = plan(CensusSql.SLOWEST, yesterday, SHOWN);
    String calls = plan(CensusSql.SLOWEST_CALLS, yesterday, SHOWN);

    // Then
    assertThat(counted)
        .contains("Index Only Scan using connection_list_status")
        .contains("Heap Fetches");
    assertWalks(trouble, "connection_trouble");
    assertWalks(expiring, "license_valid_until");
    assertWalks(slowest, "run_set_up_millis");
    assertWalks(calls, "run_call_millis");
  }

  @Test
  void shouldCountEveryConnection() {
    // Given
    look();

    // When
    long start = System.nanoTime();
    long shown = look();
    long millis = (System.nanoTime() - start) / 1_000_000;

    // Then
    assertThat(shown).isGreaterThanOrEqualTo(CONNECTIONS / 10);
    System.out.printf(
        "the operators' view of %,d connections and as many runs: all of its queries in %d ms%n",
        CONNECTIONS, millis);
  }

  /** All that the view asks of the database; how many connections are DISCONNECTED. */
  private long look() {
    return transactions.asSystem(
        "proof",
        () -> {
          Instant now = Instant.now();
          Instant yesterday = now.minus(Duration.ofDays(1));
          census.expiring(now, now.plus(Duration.ofDays(14)), SHOWN);
          census.inTrouble(now, SHOWN);
          census.slowest(yesterday, SHOWN);
          census.slowestCalls(yesterday, SHOWN);
          return census.byStatus().get(ConnectionStatus.DISCONNECTED);
        });
  }

  private static void assertWalks(String plan, String index) {
    assertThat(plan)
        .contains("Index Scan using " + index)
        .doesNotContain("Sort")
        .doesNotContain("Seq Scan")
        .doesNotContain("Rows Removed");
    Matcher rows = ROWS.matcher(plan);
    assertThat(rows.find()).as(plan).isTrue();
    assertThat(Double.parseDouble(rows.group(1))).isBetween(1.0, (double) SHOWN);
  }

  /** As the service asks: in the system's transaction. */
  private String plan(String sql, Object... values) {
    return transactions.asSystem(
        "proof",
        () -> {
          Query explain =
              entities.createNativeQuery(
                  "explain (analyze, costs off, timing off, summary off, buffers off) " + sql,
                  String.class);
          for (int i = 0; i < values.length; i++) {
            explain.setParameter(i + 1, values[i]);
          }
          List<?> lines = explain.getResultList();
          return lines.stream().map(Object::toString).collect(Collectors.joining("\n"));
        });
  }
}
