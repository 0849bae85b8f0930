package io.trailbridge.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {

  private static final String COMMANDS = "trailbridge.provisioning.commands";

  @TempDir Path data;

  @Test
  void shouldKeepRecordsOverARestart() throws Exception {
    // Given
    var port = Ports.free();
    try (var broker = Broker.start(port, data)) {
      produce(broker, COMMANDS, "key", "value");
    }

    // When
    try (var broker = Broker.start(port, data)) {

      // Then
      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(read(broker, COMMANDS)).containsExactly("key=value");
    }
  }

  @Test
  void shouldHaveEveryTopicAndCreateNoOther() throws Exception {
    // Given
    var topics =
        Stream.of(
                "provisioning.commands",
                "provisioning.results",
                "provisioning.confirmations",
                "connection.state",
                "license.grants",
                "license.events",
                "cloudtrail.objects",
                "cloudtrail.batches",
                "cloudtrail.events",
                "cloudtrail.seen",
                "cloudtrail.stats")
            .map("trailbridge."::concat)
            .flatMap(topic -> Stream.of(topic, topic + ".dead-letter"))
            .collect(Collectors.toSet());

    // When
    try (var broker = Broker.start();
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {

      // Then
      assertThat(admin.describeTopics(topics).allTopicNames().get().values())
          .extracting((TopicDescription topic) -> topic.partitions().size())
          .containsOnly(12);
      assertThat(admin.listTopics().names().get())
          .contains("__debezium-heartbeat.integration", "__debezium-heartbeat.license");
      assertThat(config(admin, "trailbridge.cloudtrail.batches"))
          .containsEntry("message.timestamp.type", "LogAppendTime")
          .containsEntry("max.message.bytes", "5242880");
      assertThat(config(admin, "trailbridge.connection.state"))
          .containsEntry("cleanup.policy", "compact");
      assertThatThrownBy(() -> produce(broker, "trailbridge.unheard-of", "key", "value"))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void shouldCreateTopicsTwiceButRefuseAnotherNumberOfPartitions() {
    // Given
    try (var broker = Broker.start();
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var other =
          TopicsFile.parse(
              """
              defaults: {partitions: 12, replicationFactor: 1, config: {}}
              deadLetters: {partitions: 12, config: {}}
              topics: []
              internal: [{name: %s, partitions: 3, config: {}}]
              """
                  .formatted(COMMANDS));

      // When
      TopicsFile.load().createOn(admin);

      // Then
      assertThatThrownBy(() -> other.createOn(admin))
          .hasMessage(COMMANDS + " has 12 partitions instead of 3");
    }
  }

  private static Map<String, String> config(Admin admin, String topic) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(Set.of(resource)).all().get().get(resource).entries().stream()
        .collect(Collectors.toMap(entry -> entry.name(), entry -> "" + entry.value()));
  }

  private static void produce(Broker broker, String topic, String key, String value)
      throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", "2000");
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  private static List<String> read(Broker broker, String topic) {
    Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return Stream.generate(() -> consumer.poll(Duration.ofMillis(500)))
          .filter(records -> !records.isEmpty())
          .findFirst()
          .stream()
          .flatMap(records -> java.util.stream.StreamSupport.stream(records.spliterator(), false))
          .map(record -> record.key() + "=" + record.value())
          .toList();
    }
  }
}
