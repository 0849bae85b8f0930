package io.trailbridge.testbed;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;

/** A Kafka Connect worker in this JVM: what relays the outboxes in production. */
final class ConnectWorker implements AutoCloseable {

  private final Connect<StandaloneHerder> connect;

  private ConnectWorker(Connect<StandaloneHerder> connect) {
    this.connect = connect;
  }

  static ConnectWorker start(String bootstrapServers, Path offsets) {
    var json = "org.apache.kafka.connect.json.JsonConverter";
    return new ConnectWorker(
        new ConnectStandalone()
            .startConnect(
                Map.of(
                    "bootstrap.servers",
                    bootstrapServers,
                    "listeners",
                    "http://127.0.0.1:" + Ports.free(),
                    "plugin.discovery",
                    "service_load",
                    "key.converter",
                    json,
                    "value.converter",
                    json,
                    "offset.storage.file.filename",
                    offsets.toString())));
  }

  /** Starts the connector and waits until its task runs. */
  void add(String name, Connector connector) {
    var created = new CompletableFuture<Void>();
    connect
        .herder()
        .putConnectorConfig(
            name,
            connector.with(Map.of("name", name)).config(),
            false,
            (error, _) -> {
              if (error == null) {
                created.complete(null);
              } else {
                created.completeExceptionally(error);
              }
            });
    created.join();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                connect.herder().connectorStatus(name).tasks().stream()
                    .anyMatch(task -> task.state().equals("RUNNING")));
  }

  @Override
  public void close() {
    connect.stop();
    connect.awaitStop();
  }
}
