package io.trailbridge.integration.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Very many connections are due for verification at once, as after an outage. */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class VerificationBurstProof {
  private static final boolean LONG = "long".equals(System.getProperty("trailbridge.proof"));
  private static final int COUNT = LONG ? 100_000 : 2_500;
  private static final String TIMER = "verification";

  @Inject Connections connections;
  @Inject Watch watch;
  @Inject ConnectionConfig config;
  @Inject Scheduler scheduler;
  Broker broker;
  Database database;
  Stage stage;
  Crowd crowd;

  @BeforeEach
  void lookByHand() throws Exception {
    scheduler.pause(TIMER);
    stage = new Stage(broker, connections).licensed();
    crowd = new Crowd(database);
  }

  @AfterEach
  void leave() throws Exception {
    crowd.leave(stage.tenant);
    stage.close();
    scheduler.resume(TIMER);
  }

  @Test
  void shouldAskForEachOnceAndForFewAtATime() throws Exception {
    // Given
    crowd.ofItsTenant(stage.active("222222222222"), COUNT);
    crowd.makeDue(stage.tenant);
    crowd.analyze();
    List<Long> looks = new ArrayList<>();

    // When
    for (long before = 0; before < COUNT + 1; ) {
      watch.verifyDue();
      long asked = crowd.count("select count(*)" + asked());
      looks.add(asked - before);
      assertThat(asked).as("a look that asks for none").isGreaterThan(before);
      before = asked;
    }

    // Then
    long most = config.verification().atOnce();
    long together =
        crowd.count(
            "select max(count) from (select count(*) from connection where tenant_id = '"
                + stage.tenant
                + "' group by next_verify_at) alike");
    long apart =
        crowd.count(
            "select extract(epoch from max(next_verify_at) - min(next_verify_at))::bigint"
                + " from connection where tenant_id = '"
                + stage.tenant
                + "'");
    System.out.printf(
        "verifications due at once %,d: looks %d, at most %,d a look; due again at most %,d together,"
            + " over %d s%n",
        COUNT + 1,
        looks.size(),
        looks.stream().mapToLong(it -> it).max().orElse(0),
        together,
        apart);
    assertThat(looks).allSatisfy(it -> assertThat(it).isLessThanOrEqualTo(most));
    assertThat(crowd.count("select count(distinct aggregateid)" + asked())).isEqualTo(COUNT + 1L);
    assertThat(crowd.count("select count(*)" + asked())).isEqualTo(COUNT + 1L);
    assertThat(together).isLessThanOrEqualTo(most);
  }

  private String asked() {
    return " from outbox where type like '%VerifyConnection%' and aggregateid in (select id::text"
        + " from connection where tenant_id = '"
        + stage.tenant
        + "')";
  }
}
