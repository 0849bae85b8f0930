package io.trailbridge.sandbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Looks from outside whether log files are still on their way through Kafka. */
final class Pipeline implements AutoCloseable {
  private static final List<String> STAGES =
      List.of("trailbridge.cloudtrail.objects", "trailbridge.cloudtrail.batches");

  private final Admin admin;

  Pipeline(String bootstrapServers) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Waits until every object was fetched and every batch ingested that had reached Kafka. */
  void awaitDrained() {
    Awaitility.await("objects and batches to be processed")
        .atMost(Duration.ofMinutes(5))
        .until(() -> waiting() == 0);
  }

  /** How many records no consumer group has committed yet. */
  private long waiting() throws InterruptedException, ExecutionException {
    Map<TopicPartition, Long> done = new HashMap<>();
    for (var group : admin.listGroups().all().get()) {
      admin
          .listConsumerGroupOffsets(group.groupId())
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  done.merge(partition, offset.offset(), Math::max);
                }
              });
    }
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (var topic : admin.describeTopics(STAGES).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(
              partition ->
                  asked.put(
                      new TopicPartition(topic.name(), partition.partition()),
                      OffsetSpec.latest()));
    }
    Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(asked).all().get();
    return ends.entrySet().stream()
        .mapToLong(
            end -> Math.max(0, end.getValue().offset() - done.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }
}
