package io.trailbridge.integration.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.caller.domain.By;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.integration.connection.domain.Wish;
import io.trailbridge.integration.license.LicenseConfig;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A licence ends whose tenant has very many connections, while its users go on working. */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class LicenseStormProof {
  private static final boolean LONG = "long".equals(System.getProperty("trailbridge.proof"));
  private static final int COUNT = LONG ? 100_000 : 300;
  private static final int USERS = 4;
  private static final By USER = new By("somebody", null);

  @Inject Connections connections;
  @Inject LicenseConfig config;
  Broker broker;
  Database database;
  Stage stage;
  Crowd crowd;

  @BeforeEach
  void enter() throws Exception {
    stage = new Stage(broker, connections).licensed();
    crowd = new Crowd(database);
  }

  @AfterEach
  void leave() throws Exception {
    crowd.leave(stage.tenant);
    stage.close();
  }

  @Test
  void shouldHoldEachOnceAndLetNothingSlipPast() throws Exception {
    // Given
    TenantId tenant = new TenantId(stage.tenant);
    String id = stage.active("222222222222");
    Wish wish = connections.find(tenant, ConnectionId.of(id)).orElseThrow().wish();
    crowd.ofItsTenant(id, COUNT);
    crowd.analyze();
    List<Callable<Integer>> users = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      int first = user * 100_000;
      users.add(() -> createAndResume(tenant, wish, first));
    }

    // When
    Instant start = Instant.now();
    int created = 0;
    long heap;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> working = users.stream().map(threads::submit).toList();
      stage.expire();
      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(Duration.ofMinutes(20))
          .until(() -> crowd.count(open("license_sweep")) == 0 && held() > 0);
      heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      for (Future<Integer> each : working) {
        created += each.get();
      }
    }
    Duration took = Duration.between(start, Instant.now());

    // Then
    long free = crowd.count(open("connection") + " and not held_by_license");
    long lines =
        crowd.count(
            "select count(*) from (select connection_id from activity where tenant_id = '"
                + stage.tenant
                + "' and actor_kind = 'LICENSE' group by 1 having count(*) = 1) once");
    long commands =
        crowd.count(
            "select count(distinct aggregateid) from outbox where type like '%PauseForwarding%'"
                + " and aggregateid in (select id::text from connection where tenant_id = '"
                + stage.tenant
                + "' and generation = 2)");
    System.out.printf(
        "a licence's end for %,d connections and %d created meanwhile, in chunks of %,d: free %d,"
            + " told once %,d, commands %,d; %.1f s until the last row, heap then %d MiB%n",
        COUNT + 1,
        created,
        config.sweepChunk(),
        free,
        lines,
        commands,
        took.toMillis() / 1e3,
        heap >> 20);
    assertThat(free).isZero();
    assertThat(lines).isEqualTo(COUNT + 1L + created);
    assertThat(commands).isGreaterThanOrEqualTo(COUNT);
  }

  /** Until the licence is found to be over; how many it created. */
  private int createAndResume(TenantId tenant, Wish wish, int first) {
    for (int i = 0; ; i++) {
      AccountId account = new AccountId("%012d".formatted(first + i));
      Outcome outcome = connections.create(tenant, account, wish, USER, null);
      if (outcome instanceof Outcome.LicenseRequired) {
        return i;
      }
      ConnectionId id = ((Outcome.Done) outcome).connection().id();
      connections.tell(tenant, id, new Input.Pause(), USER);
      connections.tell(tenant, id, new Input.Resume(null), USER);
    }
  }

  private long held() throws Exception {
    return crowd.count(open("connection") + " and held_by_license");
  }

  private String open(String table) {
    return "select count(*) from " + table + " where tenant_id = '" + stage.tenant + "'";
  }
}
