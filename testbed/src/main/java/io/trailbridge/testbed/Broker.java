package io.trailbridge.testbed;

import io.trailbridge.testbed.Containers.Wanted;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker and its controller, with the topics of {@code deploy/kafka/topics.yaml}. Session,
 * transaction and rebalance times are a test's, not production's.
 */
public final class Broker implements AutoCloseable {

  private static final String DATA_IN_CONTAINER = "/var/lib/kafka/data";

  private final Machine server;
  private final String bootstrapServers;
  private final Runnable cleanUp;

  private Broker(Machine server, String bootstrapServers, Runnable cleanUp) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
    this.cleanUp = cleanUp;
  }

  /** Starts on a free port, in a temporary folder that goes with it. */
  public static Broker start() {
    int port = Ports.free();
    if (Containers.engine().isPresent()) {
      return start(port, inContainer(port, null), () -> {});
    }
    var folder = Folders.temporary("broker");
    return start(port, inThisJvm(port, folder), () -> Folders.delete(folder));
  }

  /** Starts on this port with what was left in the folder by an earlier one. */
  public static Broker start(int port, Path data) {
    Ports.requireFree(port, "Kafka");
    boolean container = Containers.engine().isPresent();
    return start(port, container ? inContainer(port, data) : inThisJvm(port, data), () -> {});
  }

  private static Machine inThisJvm(int port, Path data) {
    return KafkaInThisJvm.start(data, config(port, data.toString()));
  }

  private static Machine inContainer(int port, @Nullable Path folder) {
    var environment = new HashMap<String, String>();
    config(port, DATA_IN_CONTAINER)
        .forEach(
            (name, value) ->
                environment.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return Containers.engine()
        .orElseThrow()
        .start(
            new Wanted(
                "apache/kafka",
                port,
                List.of(),
                List.of(),
                environment,
                Map.of(),
                DATA_IN_CONTAINER,
                folder));
  }

  private static Broker start(int port, Machine server, Runnable cleanUp) {
    var broker = new Broker(server, "127.0.0.1:" + port, cleanUp);
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers))) {
      TopicsFile.load().createOn(admin);
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
    return broker;
  }

  /** What clients call {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    server.close();
    cleanUp.run();
  }

  private static Map<String, String> config(int port, String data) {
    int controllerPort = Ports.free();
    var config = new HashMap<String, String>();
    config.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port,
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "controller.listener.names", "CONTROLLER",
            "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
            "log.dirs", data,
            "auto.create.topics.enable", "false"));
    config.putAll(
        Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "5",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "5",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "share.coordinator.state.topic.num.partitions", "5"));
    // Quick to notice who died: the clients of tests ask for short sessions, and a broker that was
    // killed may come back when its own session is over.
    config.putAll(
        Map.of(
            "broker.session.timeout.ms", "2000",
            "broker.heartbeat.interval.ms", "500",
            "group.initial.rebalance.delay.ms", "0",
            "group.min.session.timeout.ms", "1000",
            "group.consumer.min.session.timeout.ms", "1000",
            "group.consumer.session.timeout.ms", "6000",
            "group.consumer.min.heartbeat.interval.ms", "500",
            "group.consumer.heartbeat.interval.ms", "1000",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
    // Small: the cleaner's buffer is allocated at once, and there are hundreds of partitions.
    config.putAll(
        Map.of(
            "log.cleaner.dedupe.buffer.size", "4194304",
            "log.index.size.max.bytes", "1048576",
            "num.network.threads", "2",
            "num.io.threads", "4"));
    return config;
  }

  /** A broker in a process of its own: port and data folder as arguments; ends by SIGTERM. */
  public static void main(String[] args) {
    var broker = start(Integer.parseInt(args[0]), Path.of(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
    System.out.println("Kafka is ready on " + broker.bootstrapServers());
    broker.server.awaitEnd();
  }
}
