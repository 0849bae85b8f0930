package io.trailbridge.ingestion.batch.kafka;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.ingestion.batch.IngestionConfig;
import io.trailbridge.ingestion.batch.domain.Gate;
import io.trailbridge.ingestion.ocsf.OcsfMapper;
import io.trailbridge.messaging.WholeTopic;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** One instance of the service's loop, without the service around it. */
final class LoopUnderTest implements AutoCloseable {
  private final Gate gate = new Gate();
  private final WholeTopic<ConnectionId, ?> connections;
  private final WholeTopic<String, ?> licenses;
  private final IngestionLoop loop;
  private final Thread thread;

  LoopUnderTest(String bootstrapServers, String instance, Map<String, String> overrides) {
    Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
    Map<String, String> properties = new HashMap<>();
    properties.put("trailbridge.ingestion.instance", instance);
    properties.put("trailbridge.ingestion.session-timeout", "PT3S");
    properties.put("trailbridge.ingestion.transaction-timeout", "PT10S");
    properties.put("trailbridge.ingestion.unknown-connection-wait", "PT6S");
    overrides.forEach((name, value) -> properties.put("trailbridge.ingestion." + name, value));
    IngestionConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(IngestionConfig.class)
            .withSources(new PropertiesConfigSource(properties, "test", 500))
            .build()
            .getConfigMapping(IngestionConfig.class);
    var registry = new SimpleMeterRegistry();
    connections =
        WholeTopic.start(GateTopics.connections(gate), kafka, (record, reason) -> {}, registry);
    licenses = WholeTopic.start(GateTopics.licenses(gate), kafka, (record, reason) -> {}, registry);
    LoopFactory factory =
        new LoopFactory(
            kafka,
            config,
            gate,
            LoopFactory.budget(config.seen()),
            OcsfMapper::new,
            registry,
            Clock.systemUTC(),
            instance.hashCode(),
            () -> connections.isReady() && licenses.isReady());
    loop = factory.create(0, () -> {});
    thread = Thread.ofPlatform().name(instance).daemon().start(loop);
  }

  Gate gate() {
    return gate;
  }

  IngestionLoop.State state() {
    return loop.state();
  }

  /** Stays until the loop ended by itself. */
  void join() throws InterruptedException {
    thread.join();
  }

  @Override
  public void close() {
    loop.stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.close();
    licenses.close();
  }

  /** As a process of its own: bootstrap servers, instance, and overrides as name=value. */
  public static void main(String[] args) throws InterruptedException {
    Map<String, String> overrides = new HashMap<>();
    for (int i = 2; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      overrides.put(args[i].substring(0, equals), args[i].substring(equals + 1));
    }
    try (var loop = new LoopUnderTest(args[0], args[1], overrides)) {
      loop.join();
    }
  }
}
