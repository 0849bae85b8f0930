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
import io.trailbridge.messaging.DeadLetters;
import io.trailbridge.testbed.cloudtrail.LogFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * Hostile files through the whole service: each comes out as it should or is a dead letter with its
 * reason, and the files behind it are never held up.
 */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class HostileFilesProof {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private final TenantId tenant = new TenantId("hostile-files");

  @Test
  void shouldDoWithEveryHostileFileAsItIsMeant() {
    // Given
    await().atMost(PATIENCE).until(() -> get("/q/health/ready").statusCode() == 200);
    HostileFiles files = new HostileFiles();
    List<HostileFiles.Row> rows = files.rows();
    LogFile label = files.file(1);
    List<ConnectionId> connections = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    try (var wire = new Wire(bootstrapServers)) {
      wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
      rows.forEach(_ -> connections.add(connection(wire)));

      // When: all of one account, so that they stand behind each other in one partition
      for (int i = 0; i < rows.size(); i++) {
        for (byte[] file : rows.get(i).files()) {
          wire.batch(tenant, connections.get(i), label, file);
        }
      }
      ConnectionId last = connection(wire);
      wire.batch(tenant, last, files.file(1));
      await()
          .atMost(PATIENCE)
          .until(() -> byConnection(wire.all(Topics.CLOUDTRAIL_EVENTS)).containsKey(last));

      // Then
      var events = byConnection(wire.all(Topics.CLOUDTRAIL_EVENTS));
      var dead = byConnection(wire.all(Topics.deadLetterOf(Topics.CLOUDTRAIL_BATCHES)));
      for (int i = 0; i < rows.size(); i++) {
        HostileFiles.Row row = rows.get(i);
        List<String> reasons =
            dead.getOrDefault(connections.get(i), List.of()).stream()
                .map(letter -> Wire.header(letter, DeadLetters.REASON))
                .toList();
        int out = events.getOrDefault(connections.get(i), List.of()).size();
        if (out != row.events() || !Pattern.matches(String.join(" ", row.dead()), join(reasons))) {
          wrong.add(row.what() + ": " + out + " events, dead letters " + reasons);
        }
      }
    }
    System.out.printf(
        "hostile files: %d rows tried, %d rows right%n", rows.size(), rows.size() - wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
  }

  private static String join(List<String> reasons) {
    return String.join(" ", reasons);
  }

  private ConnectionId connection(Wire wire) {
    ConnectionId connection = new ConnectionId(UUID.randomUUID());
    wire.state(tenant, connection, 1, ConnectionStatus.ACTIVE, null, null);
    return connection;
  }

  private static Map<ConnectionId, List<ConsumerRecord<String, byte[]>>> byConnection(
      List<ConsumerRecord<String, byte[]>> records) {
    Map<ConnectionId, List<ConsumerRecord<String, byte[]>>> found = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      String id = Wire.header(record, BatchHeaders.CONNECTION);
      if (!id.isEmpty() && !id.equals("x")) {
        found.computeIfAbsent(ConnectionId.of(id), _ -> new ArrayList<>()).add(record);
      }
    }
    return found;
  }
}
