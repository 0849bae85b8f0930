package io.trailbridge.ingestion.batch.kafka;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.ingestion.TestbedResource;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The whole service, wired as it runs. */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class ServiceIT {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void shouldTurnBatchesIntoEventsAndSayHowItIs() {
    // Given
    await().atMost(Duration.ofSeconds(30)).until(() -> get("/q/health/ready").statusCode() == 200);
    TenantId tenant = new TenantId("acme");
    ConnectionId connection = new ConnectionId(UUID.randomUUID());
    var file =
        new LogFileGenerator(1)
            .next("222222222222", "eu-west-1", Instant.parse("2026-03-01T00:05:00Z"), 25);

    try (var wire = new Wire(bootstrapServers)) {
      // When
      wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
      wire.state(tenant, connection, 1, ConnectionStatus.ACTIVE, null, null);
      wire.batch(tenant, connection, file);

      // Then
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  wire.all(Topics.CLOUDTRAIL_EVENTS).stream()
                          .filter(
                              event ->
                                  Wire.header(event, BatchHeaders.CONNECTION)
                                      .equals(connection.toString()))
                          .count()
                      == 25);
    }
    assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/q/metrics").asString())
        .contains("trailbridge_ingestion_records_total{loop=\"0\",outcome=\"out\"}")
        .contains("trailbridge_ingestion_seen_ids")
        .contains("trailbridge_whole_topic_lag");
  }
}
