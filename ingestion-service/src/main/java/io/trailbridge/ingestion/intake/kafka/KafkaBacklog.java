package io.trailbridge.ingestion.intake.kafka;

import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.ingestion.intake.Backlog;
import io.trailbridge.ingestion.intake.IntakeConfig;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Asks Kafka again and again how far the ingestion group is behind on batches. */
@Startup
@ApplicationScoped
class KafkaBacklog implements Backlog {
  private static final Logger LOG = Logger.getLogger(KafkaBacklog.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Admin admin;
  private final String group;
  private final Duration every;
  private final Thread thread;
  private volatile long batches;

  KafkaBacklog(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "trailbridge.ingestion.group") String group,
      IntakeConfig config) {
    this.admin = Admin.create(settings(kafka));
    this.group = group;
    this.every = config.backlogEvery();
    this.thread = Thread.ofVirtual().name("backlog").unstarted(this::follow);
  }

  /** As the broker's own settings want. */
  static Map<String, Object> settings(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "trailbridge-backlog");
    return settings;
  }

  @PostConstruct
  void start() {
    thread.start();
  }

  @PreDestroy
  void stop() {
    thread.interrupt();
    admin.close(Duration.ZERO);
  }

  @Override
  public long batches() {
    return batches;
  }

  private void follow() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        batches = ask();
      } catch (KafkaException | ExecutionException | TimeoutException e) {
        LOG.debugf(e, "Backlog is not known");
      } catch (InterruptedException e) {
        return;
      }
      try {
        Thread.sleep(every);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** From where the group committed, or from the beginning where it never did, to the end. */
  long ask() throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> partitions =
        admin
            .describeTopics(List.of(Topics.CLOUDTRAIL_BATCHES))
            .allTopicNames()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .values()
            .stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(part -> new TopicPartition(topic.name(), part.partition())))
            .toList();
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .forEach((partition, offset) -> committed.put(partition, offset));
    long behind = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata offset = committed.get(end.getKey());
      long from = offset == null ? starts.getOrDefault(end.getKey(), 0L) : offset.offset();
      behind += Math.max(0, end.getValue() - from);
    }
    return behind;
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException, TimeoutException {
    return admin
        .listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> spec)))
        .all()
        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }
}
