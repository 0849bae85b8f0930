package io.trailbridge.ingestion.batch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Ports;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker dies in the middle of transactions; the loop stays. */
class BrokerKilledProof {
  private static final int KILLS = IngestionProof.LONG ? 10 : 1;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Instant DELIVERED = Instant.parse("2026-03-01T00:05:00Z");

  private final TenantId tenant = new TenantId("acme");
  private final ConnectionId connection = new ConnectionId(UUID.randomUUID());
  private final LogFileGenerator generator = new LogFileGenerator(17);
  private final Set<String> sent = new HashSet<>();

  @TempDir Path data;

  @Test
  void shouldLoseNothingAndRepeatNothing() {
    // Given
    var random = new SplittableRandom(17);
    int port = Ports.free();
    String address = "127.0.0.1:" + port;
    try (var broker =
        new JavaProcess("broker", "700m", Broker.class, List.of("" + port, data.toString()))) {
      awaitBroker(address);
      try (var wire = new Wire(address);
          var outlet = new Outlet(wire, connection);
          var loop =
              new LoopUnderTest(
                  address,
                  "one",
                  Map.of(
                      "flush-records",
                      "400",
                      "flush-after",
                      "PT0.1S",
                      "transaction-timeout",
                      "PT60S"))) {
        wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
        wire.state(tenant, connection, 1, ConnectionStatus.ACTIVE, null, null);

        // When
        for (int kill = 0; kill < KILLS; kill++) {
          send(wire, random, 60);
          int before = outlet.distinct();
          await().atMost(PATIENCE).until(() -> outlet.distinct() > before);
          await().pollDelay(Duration.ofMillis(random.nextInt(1, 200))).until(() -> true);
          broker.kill();
          broker.restart();
          awaitBroker(address);
        }
        send(wire, random, 10);

        // Then
        await().atMost(PATIENCE).until(() -> outlet.distinct() >= sent.size());
        System.out.printf(
            "kill -9 of the broker: seed=17 events=%d kills=%d%n", sent.size(), KILLS);
        assertThat(outlet.times().keySet()).isEqualTo(sent);
        assertThat(outlet.times().values()).containsOnly(1);
        assertThat(loop.state()).isEqualTo(IngestionLoop.State.RUNNING);
      }
    }
  }

  private void send(Wire wire, SplittableRandom random, int files) {
    for (int i = 0; i < files; i++) {
      String account = "%012d".formatted(random.nextInt(1, 9) * 111_111_111_111L);
      LogFile file = generator.next(account, "eu-west-1", DELIVERED, random.nextInt(1, 60));
      sent.addAll(file.eventIds());
      wire.batch(tenant, connection, file);
      if (random.nextInt(3) == 0) {
        wire.batch(tenant, connection, file.again("again"));
      }
    }
  }

  private static void awaitBroker(String address) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> admin.listTopics().names().get().size() > 20);
    }
  }
}
