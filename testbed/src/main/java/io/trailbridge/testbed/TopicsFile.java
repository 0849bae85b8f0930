package io.trailbridge.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.trailbridge.contracts.shared.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * {@code deploy/kafka/topics.yaml}: every topic with its partitions and configuration, dead letter
 * topics and the relays' heartbeats among them. Creating them twice is fine; a topic that is there
 * with another number of partitions is an error, since nothing can repair it in place.
 */
public final class TopicsFile {

  private static final String MIN_INSYNC = "min.insync.replicas";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Content content;

  private TopicsFile(Content content) {
    this.content = content;
  }

  /** The file that the testbed was built with. */
  public static TopicsFile load() {
    return parse(DeployFile.read("kafka/topics.yaml"));
  }

  static TopicsFile parse(String yaml) {
    try {
      return new TopicsFile(
          new ObjectMapper(new YAMLFactory())
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(yaml, Content.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("topics.yaml: " + e.getOriginalMessage(), e);
    }
  }

  /** The topics as a cluster of so many brokers can hold them. */
  public List<NewTopic> topics(int brokers) {
    var topics = new ArrayList<NewTopic>();
    for (var topic : content.topics()) {
      topics.add(newTopic(topic, brokers));
      topics.add(newTopic(content.deadLetters().named(Topics.deadLetterOf(topic.name())), brokers));
    }
    content.internal().forEach(topic -> topics.add(newTopic(topic, brokers)));
    return topics;
  }

  /** Creates what is missing. */
  public void createOn(Admin admin) {
    try {
      var wanted = topics(admin.describeCluster().nodes().get().size());
      var existing = new HashSet<>(admin.listTopics().names().get());
      existing.retainAll(wanted.stream().map(NewTopic::name).toList());
      requireSamePartitions(admin, wanted, existing);
      admin
          .createTopics(wanted.stream().filter(topic -> !existing.contains(topic.name())).toList())
          .all()
          .get();
      awaitLeaders(admin, wanted);
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics.yaml could not be applied: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * A topic is there before its partitions can be written; a client's retries would be warnings in
   * every test's log.
   */
  private static void awaitLeaders(Admin admin, List<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (var topic : topics) {
      for (int i = 0; i < topic.numPartitions(); i++) {
        ends.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
      }
    }
    var patience = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        admin.listOffsets(ends).all().get();
        return;
      } catch (ExecutionException e) {
        // A busy broker knows of a topic somewhat later than the controller that made it.
        if (!(e.getCause() instanceof RetriableException) || Instant.now().isAfter(patience)) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  private static void requireSamePartitions(
      Admin admin, List<NewTopic> wanted, Set<String> existing)
      throws ExecutionException, InterruptedException {
    var there = admin.describeTopics(existing).allTopicNames().get();
    var differences = new ArrayList<String>();
    for (var topic : wanted) {
      var found = there.get(topic.name());
      if (found != null && found.partitions().size() != topic.numPartitions()) {
        differences.add(
            "%s has %d partitions instead of %d"
                .formatted(topic.name(), found.partitions().size(), topic.numPartitions()));
      }
    }
    if (!differences.isEmpty()) {
      throw new IllegalStateException(String.join("; ", differences));
    }
  }

  private NewTopic newTopic(Topic topic, int brokers) {
    var defaults = content.defaults();
    var replicas = Math.min(brokers, defaults.replicationFactor());
    var config = new HashMap<>(defaults.config());
    config.putAll(topic.config());
    config.computeIfPresent(
        MIN_INSYNC, (_, wanted) -> "" + Math.min(Integer.parseInt(wanted), replicas));
    var partitions = topic.partitions() == null ? defaults.partitions() : topic.partitions();
    return new NewTopic(topic.name(), partitions, (short) replicas).configs(config);
  }

  /** Creates what is missing on a cluster: the bootstrap servers as argument. */
  public static void main(String[] args) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
      load().createOn(admin);
    }
  }

  private record Content(
      Defaults defaults, DeadLetters deadLetters, List<Topic> topics, List<Topic> internal) {}

  private record Defaults(int partitions, int replicationFactor, Map<String, String> config) {}

  private record DeadLetters(int partitions, Map<String, String> config) {
    Topic named(String name) {
      return new Topic(name, partitions, config);
    }
  }

  private record Topic(String name, @Nullable Integer partitions, Map<String, String> config) {}
}
