package io.trailbridge.testbed;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outbox of one service: Debezium's engine with the connector file that a Kafka
 * Connect cluster gets. At least once; its offsets are in Kafka. It keeps trying while the
 * database, its publication or the broker is not there.
 */
public final class Relay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Connector connector;
  private final String bootstrapServers;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable DebeziumEngine<?> engine;

  private Relay(Connector connector, String bootstrapServers) {
    this.connector = connector;
    this.bootstrapServers = bootstrapServers;
    this.thread =
        Thread.ofPlatform().name("relay-" + connector.get("topic.prefix")).unstarted(this::run);
  }

  /**
   * Starts relaying and returns at once. Rows that the service writes meanwhile are published
   * later: the slot is there from the database's set-up on.
   *
   * @param service the name of the file in {@code deploy/debezium}
   */
  public static Relay start(String service, String jdbcUrl, String bootstrapServers) {
    return start(Connector.of(service).at(jdbcUrl), bootstrapServers);
  }

  static Relay start(Connector connector, String bootstrapServers) {
    var relay = new Relay(connector, bootstrapServers);
    relay.thread.start();
    return relay;
  }

  /** Waits until the engine has been polling for the first time. */
  public boolean awaitRunning(Duration timeout) throws InterruptedException {
    return running.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    var slot = new Slot(connector);
    try {
      int waits = 0;
      do {
        var obstacle = slot.obstacle();
        if (obstacle == null) {
          runOnce();
        } else if (++waits % 60 == 0) {
          LOG.warn("relay waits service={} because={}", connector.get("topic.prefix"), obstacle);
        }
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runOnce() {
    try (var producer = new RelayProducer(connector, bootstrapServers)) {
      var current =
          DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
              .using(engineConfig())
              .using(whenPolling(running::countDown))
              .using(
                  (boolean success, @Nullable String message, @Nullable Throwable error) ->
                      ended(success, message, error))
              .notifying(producer)
              .build();
      engine = current;
      if (closed.getCount() > 0) {
        current.run();
      }
    } catch (RuntimeException e) {
      LOG.warn("relay failed, trying again service={}", connector.get("topic.prefix"), e);
    }
  }

  private void ended(boolean success, @Nullable String message, @Nullable Throwable error) {
    if (!success) {
      LOG.warn(
          "relay stopped, starting again service={} cause={} {}",
          connector.get("topic.prefix"),
          message,
          rootOf(error));
    }
  }

  private static String rootOf(@Nullable Throwable error) {
    var root = error;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root);
  }

  private static DebeziumEngine.ConnectorCallback whenPolling(Runnable action) {
    return new DebeziumEngine.ConnectorCallback() {
      @Override
      public void pollingStarted() {
        action.run();
      }
    };
  }

  private Properties engineConfig() {
    var properties = new Properties();
    properties.putAll(connector.config());
    properties.putAll(
        Map.of(
            "name", connector.get("topic.prefix") + "-outbox",
            "bootstrap.servers", bootstrapServers,
            "offset.storage", "org.apache.kafka.connect.storage.KafkaOffsetBackingStore",
            "offset.storage.topic", "trailbridge-relay-offsets-" + connector.get("topic.prefix"),
            "offset.storage.partitions", "1",
            "offset.storage.replication.factor", "1",
            "offset.flush.interval.ms", "1000",
            "errors.max.retries", "0"));
    return properties;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      var current = engine;
      if (current != null) {
        current.close();
      }
      thread.join(Duration.ofSeconds(30));
    } catch (IOException | RuntimeException e) {
      LOG.warn("relay did not stop cleanly service={}", connector.get("topic.prefix"), e);
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * All relays in a process of their own; ends by SIGTERM.
   *
   * @param args the bootstrap servers, then the JDBC URL without a database ({@code
   *     jdbc:postgresql://127.0.0.1:15432})
   */
  public static void main(String[] args) throws InterruptedException {
    List<Relay> relays = new ArrayList<>();
    for (var service : Database.SERVICES) {
      relays.add(start(service, args[1].replaceAll("/+$", "") + "/" + service, args[0]));
    }
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> relays.forEach(Relay::close), "relay-stop"));
    System.out.println("Relay is started for " + String.join(", ", Database.SERVICES));
    Thread.currentThread().join();
  }
}
