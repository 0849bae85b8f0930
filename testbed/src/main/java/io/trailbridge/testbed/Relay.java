package io.trailbridge.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outbox of one service: Debezium's engine with the connector file that a Kafka
 * Connect cluster gets. At least once. It keeps trying while the database, its publication or the
 * broker is not there.
 */
public final class Relay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Connector connector;
  private final String bootstrapServers;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable RelayEngine engine;

  private Relay(Connector connector, String bootstrapServers) {
    this.connector = connector;
    this.bootstrapServers = bootstrapServers;
    this.thread = Thread.ofPlatform().name("relay-" + service()).unstarted(this::run);
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
    int waits = 0;
    try {
      do {
        var obstacle = slot.obstacle();
        if (obstacle == null) {
          runOnce();
        } else if (++waits % 60 == 0) {
          LOG.warn("relay waits service={} because={}", service(), obstacle);
        }
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runOnce() {
    try {
      var current = new RelayEngine(connector, bootstrapServers, running::countDown);
      engine = current;
      current.run();
    } catch (RuntimeException e) {
      LOG.warn("relay failed service={}", service(), e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      for (int i = 0; i < 300 && thread.isAlive(); i++) {
        var current = engine;
        if (current != null) {
          current.close();
        }
        thread.join(Duration.ofMillis(100));
      }
      if (thread.isAlive()) {
        LOG.warn("relay does not stop service={}", service());
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String service() {
    return connector.get("topic.prefix");
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
