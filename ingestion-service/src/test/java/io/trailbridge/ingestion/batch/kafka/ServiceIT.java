package io.trailbridge.ingestion.batch.kafka;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.ingestion.TestbedResource;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The whole service, wired as it runs. */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class ServiceIT {
  private static final Instant DELIVERED = Instant.parse("2026-03-01T00:05:00Z");

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void shouldTurnBatchesIntoEventsOnceInAllItsLoopsAndSayHowItIs() {
    // Given: both loops at work, and files for the partitions of both
    await().atMost(Duration.ofSeconds(30)).until(() -> get("/q/health/ready").statusCode() == 200);
    await().atMost(Duration.ofSeconds(30)).until(() -> hasPartitions(0) && hasPartitions(1));
    TenantId tenant = new TenantId("acme");
    ConnectionId connection = new ConnectionId(UUID.randomUUID());
    var generator = new LogFileGenerator(1);
    List<LogFile> files = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int account = 0; account < 30; account++) {
      LogFile file = generator.next("%012d".formatted(account), "eu-west-1", DELIVERED, 25);
      files.add(file);
      ids.addAll(file.eventIds());
    }
    try (var wire = new Wire(bootstrapServers);
        var outlet = new Outlet(wire, connection)) {
      // When
      wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
      wire.state(tenant, connection, 1, ConnectionStatus.ACTIVE, null, null);
      for (LogFile file : files) {
        wire.batch(tenant, connection, file);
        wire.batch(tenant, connection, file.again("again"));
      }
      // Behind what came twice, one more of each account: once it is out, all before it is.
      for (LogFile file : files) {
        LogFile last = generator.next(file.account(), "eu-west-1", DELIVERED, 1);
        ids.addAll(last.eventIds());
        wire.batch(tenant, connection, last);
      }

      // Then
      await().atMost(Duration.ofSeconds(30)).until(() -> outlet.distinct() >= ids.size());
      assertThat(outlet.times().keySet()).isEqualTo(ids);
      assertThat(outlet.times().values()).containsOnly(1);
    }
    assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/q/metrics").asString())
        .contains("trailbridge_ingestion_records_total{loop=\"0\",outcome=\"out\"}")
        .contains("trailbridge_ingestion_records_total{loop=\"1\",outcome=\"out\"}")
        .contains("trailbridge_ingestion_seen_ids")
        .contains("trailbridge_whole_topic_lag");
  }

  /** Half of the topic's twelve. */
  private static boolean hasPartitions(int loop) {
    return get("/q/metrics")
        .asString()
        .contains("trailbridge_ingestion_partitions{loop=\"" + loop + "\"} 6.0");
  }
}
