package io.trailbridge.testbed;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of Debezium's engine, from its start to its failure or its close; its offsets are in
 * Kafka.
 */
final class RelayEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RelayEngine.class);

  private final String service;
  private final RelayProducer producer;
  private final DebeziumEngine<?> engine;

  RelayEngine(Connector connector, String bootstrapServers, Runnable whenPolling) {
    service = connector.get("topic.prefix");
    producer = new RelayProducer(connector, bootstrapServers);
    engine =
        DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
            .using(config(connector, bootstrapServers))
            .using(callback(whenPolling))
            .using(this::ended)
            .notifying(producer)
            .build();
  }

  /** Returns when the engine has ended. */
  void run() {
    try (producer) {
      engine.run();
    }
  }

  /** Asks it to end. It refuses while its task is starting, so ask again as long as it runs. */
  @Override
  public void close() {
    try {
      engine.close();
    } catch (IllegalStateException e) {
      LOG.debug("engine not closed yet", e);
    } catch (IOException e) {
      LOG.warn("engine did not close service={}", service, e);
    }
  }

  private void ended(boolean success, @Nullable String message, @Nullable Throwable error) {
    if (!success) {
      LOG.warn("relay stopped service={} cause={} {}", service, message, rootOf(error));
    }
  }

  private static String rootOf(@Nullable Throwable error) {
    var root = error;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root);
  }

  private static DebeziumEngine.ConnectorCallback callback(Runnable whenPolling) {
    return new DebeziumEngine.ConnectorCallback() {
      @Override
      public void pollingStarted() {
        whenPolling.run();
      }
    };
  }

  private static Properties config(Connector connector, String bootstrapServers) {
    var service = connector.get("topic.prefix");
    var properties = new Properties();
    properties.putAll(connector.config());
    properties.putAll(
        Map.of(
            "name", service + "-outbox",
            "bootstrap.servers", bootstrapServers,
            "offset.storage", "org.apache.kafka.connect.storage.KafkaOffsetBackingStore",
            "offset.storage.topic", "trailbridge-relay-offsets-" + service,
            "offset.storage.partitions", "1",
            "offset.storage.replication.factor", "1",
            "offset.flush.interval.ms", "1000",
            "errors.max.retries", "0"));
    return properties;
  }
}
