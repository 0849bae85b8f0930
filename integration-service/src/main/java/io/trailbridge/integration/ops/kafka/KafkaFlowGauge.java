package io.trailbridge.integration.ops.kafka;

import io.smallrye.common.annotation.Identifier;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.ops.Flow;
import io.trailbridge.integration.ops.FlowGauge;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks the brokers by their admin protocol. */
@ApplicationScoped
class KafkaFlowGauge implements FlowGauge {
  private static final Logger LOG = Logger.getLogger(KafkaFlowGauge.class);
  private static final String OURS = "trailbridge.";
  private static final String DEAD = Topics.deadLetterOf("");
  private static final long PATIENCE_MS = 3000;

  private final Map<String, Object> kafka;
  private final Map<String, Object> config;
  private @Nullable Admin admin;
  private @Nullable DeadLetterReasons reasons;

  KafkaFlowGauge(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = Map.copyOf(kafka);
    config = new HashMap<>(kafka);
    config.keySet().retainAll(AdminClientConfig.configNames());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE_MS);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE_MS);
  }

  @Override
  public Optional<Flow> read(Instant now) {
    try {
      return Optional.of(ask(now));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.warnf("Kafka does not tell how messages flow cause=%s", e.getClass().getSimpleName());
    }
    return Optional.empty();
  }

  private Flow ask(Instant now) throws InterruptedException, ExecutionException, TimeoutException {
    List<TopicPartition> partitions = partitions();
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    List<TopicPartition> dead =
        partitions.stream().filter(it -> it.topic().endsWith(DEAD)).toList();
    Map<TopicPartition, Long> begins = offsets(dead, OffsetSpec.earliest());

    Map<String, Long> deadLetters = new TreeMap<>();
    for (TopicPartition partition : dead) {
      long kept = ends.getOrDefault(partition, 0L) - begins.getOrDefault(partition, 0L);
      if (kept > 0) {
        deadLetters.merge(origin(partition.topic()), kept, Long::sum);
      }
    }
    return new Flow(
        lag(ends),
        deadLetters,
        reasons(begins, ends),
        ever(Topics.CLOUDTRAIL_BATCHES, ends),
        ever(Topics.CLOUDTRAIL_EVENTS, ends),
        now);
  }

  /** By the topic that the letters came from; where none is kept nothing is read. */
  private synchronized Map<String, Map<String, Long>> reasons(
      Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
    Map<String, Map<String, Long>> byTopic = new TreeMap<>();
    if (begins.entrySet().stream()
        .allMatch(it -> ends.getOrDefault(it.getKey(), 0L) <= it.getValue())) {
      return byTopic;
    }
    if (reasons == null) {
      reasons = new DeadLetterReasons(kafka);
    }
    reasons.count(begins, ends).forEach((topic, counts) -> byTopic.put(origin(topic), counts));
    return byTopic;
  }

  private static String origin(String deadLetterTopic) {
    return deadLetterTopic.substring(0, deadLetterTopic.length() - DEAD.length());
  }

  private static long ever(String topic, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .filter(it -> it.getKey().topic().equals(topic))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private List<TopicPartition> partitions()
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> topics = get(admin().listTopics().names());
    List<String> ours = topics.stream().filter(it -> it.startsWith(OURS)).toList();
    return get(admin().describeTopics(ours).allTopicNames()).values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(it -> new TopicPartition(topic.name(), it.partition())))
        .toList();
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(it -> asked.put(it, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> it :
        get(admin().listOffsets(asked).all()).entrySet()) {
      offsets.put(it.getKey(), it.getValue().offset());
    }
    return offsets;
  }

  private Map<String, Map<String, Long>> lag(Map<TopicPartition, Long> ends)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
    get(admin().listGroups(ListGroupsOptions.forConsumerGroups()).all())
        .forEach(group -> groups.put(group.groupId(), new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<String, Long>> lag = new TreeMap<>();
    if (groups.isEmpty()) {
      return lag;
    }
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
        get(admin().listConsumerGroupOffsets(groups).all());
    committed.forEach(
        (group, offsets) ->
            offsets.forEach(
                (partition, offset) -> {
                  long behind =
                      offset == null ? 0 : ends.getOrDefault(partition, 0L) - offset.offset();
                  if (behind > 0) {
                    lag.computeIfAbsent(group, _ -> new TreeMap<>())
                        .merge(partition.topic(), behind, Long::sum);
                  }
                }));
    return lag;
  }

  private static <T> T get(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin = Admin.create(config);
    }
    return admin;
  }

  @PreDestroy
  synchronized void close() {
    if (reasons != null) {
      reasons.close();
      reasons = null;
    }
    if (admin != null) {
      admin.close(Duration.ofSeconds(2));
      admin = null;
    }
  }
}
