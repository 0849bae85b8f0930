package io.trailbridge.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machines as processes of their own, each killed in turn while an outbox is written. */
class CrashIT {

  private static final String TOPIC = "trailbridge.provisioning.commands";

  @TempDir Path data;

  private final int kafkaPort = Ports.free();
  private final int postgresPort = Ports.free();
  private final List<Process> started = new ArrayList<>();
  private final List<String> written = new ArrayList<>();

  @Test
  void shouldPublishEveryRowInOrderWhoeverIsKilled() throws Exception {
    // Given
    var broker = broker();
    var database = database();
    var relay = relay();
    try (var reader = new TopicReader("127.0.0.1:" + kafkaPort, TOPIC)) {
      try (var outbox = OutboxTable.of(database, "integration").create()) {
        write(outbox, reader);

        // When
        kill(relay);
        write(outbox);
        relay = relay();
        write(outbox, reader);
        kill(broker);
        write(outbox);
        broker = broker();
        write(outbox, reader);
      }
      database.kill();
      database = database();
      try (var outbox = OutboxTable.of(database, "integration")) {
        write(outbox, reader);
      }

      // Then
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(reader.values()).containsExactlyElementsOf(written));
    }
    kill(relay);
    database.close();
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  /** Writes, and returns while the relay is at work on it. */
  private void write(OutboxTable outbox, TopicReader reader) throws SQLException {
    write(outbox);
    var enough = written.size() - 90;
    await().atMost(Duration.ofMinutes(1)).until(() -> reader.values().size() >= enough);
  }

  private void write(OutboxTable outbox) throws SQLException {
    for (int i = 0; i < 100; i++) {
      var id = UUID.randomUUID();
      outbox.insert(id, TOPIC, "one-key", "" + id);
      written.add("" + id);
    }
  }

  private Database database() {
    return Database.start(postgresPort, data.resolve("postgres"));
  }

  private Process broker() throws IOException {
    var process = java(Broker.class, "" + kafkaPort, "" + data.resolve("kafka"));
    try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + kafkaPort))) {
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(() -> admin.listTopics().names().get().contains(TOPIC));
    }
    return process;
  }

  private Process relay() throws IOException {
    return java(
        Relay.class, "127.0.0.1:" + kafkaPort, "jdbc:postgresql://127.0.0.1:" + postgresPort);
  }

  private Process java(Class<?> main, String... args) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(args));
    Files.createDirectories(data);
    var log = data.resolve(main.getSimpleName() + ".log").toFile();
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    started.add(process);
    return process;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
