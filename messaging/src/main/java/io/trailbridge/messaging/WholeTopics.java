package io.trailbridge.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The whole topics of a service: started with its Kafka configuration, part of its readiness,
 * closed with it. A bean annotated {@code @io.quarkus.runtime.Startup} starts them in its
 * constructor, so that the service is not ready before they are.
 */
@ApplicationScoped
public class WholeTopics {
  private final Map<String, Object> kafka;
  private final DeadLetters deadLetters;
  private final MeterRegistry metrics;
  private final List<WholeTopic<?, ?>> topics = new CopyOnWriteArrayList<>();

  WholeTopics(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      DeadLetters deadLetters,
      MeterRegistry metrics) {
    this.deadLetters = deadLetters;
    this.kafka = kafka;
    this.metrics = metrics;
  }

  /** Starts reading a topic; once per topic. */
  public <M, K, V> WholeTopic<K, V> read(WholeTopic.Spec<M, K, V> spec) {
    WholeTopic<K, V> topic = WholeTopic.start(spec, kafka, deadLetters::send, metrics);
    topics.add(topic);
    return topic;
  }

  /** What was started. */
  List<WholeTopic<?, ?>> all() {
    return topics;
  }

  @PreDestroy
  void close() {
    topics.forEach(WholeTopic::close);
  }
}
