package io.trailbridge.sandbox;

import io.trailbridge.testbed.aws.CloudTrailWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What all stories share: the running sandbox, and who looks at it from outside. */
final class World implements AutoCloseable {
  /** What chance is drawn from; another one with {@code -Dtrailbridge.seed=}. */
  static final long SEED = Long.getLong("trailbridge.seed", 20_261_123L);

  private final Sandbox sandbox;
  private final PublishedEvents published;
  private final Pipeline pipeline;
  private final Ledger ledger;
  private final CloudTrailWriter cloudTrail;
  private final Set<String> secrets = new ConcurrentSkipListSet<>();

  private World(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.published = new PublishedEvents(sandbox.kafka());
    this.pipeline = new Pipeline(sandbox.kafka());
    this.ledger = new Ledger(published, pipeline);
    this.cloudTrail = CloudTrailWriter.of(sandbox.aws().emulator(), SEED);
  }

  /** Starts everything, on ports that nobody uses. */
  static World start() {
    Path module = Path.of("").toAbsolutePath();
    Home home = new Home(module.resolve("..").normalize(), module.resolve("target/stories"));
    home.forget();
    return new World(Sandbox.start(home, SandboxPorts.free()));
  }

  Sandbox sandbox() {
    return sandbox;
  }

  PublishedEvents published() {
    return published;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  Ledger ledger() {
    return ledger;
  }

  CloudTrailWriter cloudTrail() {
    return cloudTrail;
  }

  /** A tenant that no other story has. */
  Tenant tenant(String name) {
    return new Tenant(this, name);
  }

  AwsAccount account(String id) {
    return new AwsAccount(this, id);
  }

  /** integration-service, called with this token, or with none where it is empty. */
  Api integration(String token) {
    return new Api("http://127.0.0.1:" + sandbox.ports().integration(), token);
  }

  /** The values of all records of a topic, as texts. */
  List<String> messages(String topic) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", sandbox.kafka(), "enable.auto.commit", "false"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<String> values = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(message -> values.add(String.valueOf(message.value())));
      }
      return values;
    }
  }

  /** Does several things at once, as several people would. */
  static void atOnce(Runnable... things) {
    Stream.of(things).parallel().forEach(Runnable::run);
  }

  /** Somebody got to know this; no log may. */
  void keepSecret(String secret) {
    secrets.add(secret);
  }

  Set<String> secrets() {
    return secrets;
  }

  @Override
  public void close() {
    published.close();
    pipeline.close();
    sandbox.close();
  }
}
