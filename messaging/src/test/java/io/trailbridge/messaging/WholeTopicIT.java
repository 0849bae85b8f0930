package io.trailbridge.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeTopicIT {
  private static final Instant AT = Instant.parse("2026-11-23T16:00:00Z");

  @TempDir Path data;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<String> changes = Collections.synchronizedList(new ArrayList<>());
  private final List<String> broken = Collections.synchronizedList(new ArrayList<>());
  private int port;
  private Broker broker;
  private Sender sender;

  @BeforeEach
  void startBroker() {
    port = Ports.free();
    broker = Broker.start(port, data);
    sender = new Sender(kafka(), "/test");
  }

  @AfterEach
  void stopBroker() {
    sender.close();
    broker.close();
  }

  @Test
  void shouldBeReadyWithAllThatTheTopicHeld() throws Exception {
    // Given
    IntStream.range(0, 200).forEach(i -> send("t" + i % 20, i));
    try (WholeTopic<String, LicenseEvent> topic = start()) {
      // When
      boolean ready = topic.awaitReady(Duration.ofSeconds(30));
      // Then
      assertThat(ready).isTrue();
      assertThat(topic.values()).hasSize(20);
      assertThat(topic.get("t7")).hasValueSatisfying(it -> assertThat(it.version()).isEqualTo(187));
    }
  }

  @Test
  void shouldBeReadyOnAnEmptyTopicAndFollow() throws Exception {
    try (WholeTopic<String, LicenseEvent> topic = start()) {
      assertThat(topic.awaitReady(Duration.ofSeconds(30))).isTrue();
      // When
      send("acme", 1);
      send("acme", 3);
      send("acme", 2); // older than what is there
      sender.send(new ProducerRecord<>(Topics.LICENSE_EVENTS, "acme".getBytes(UTF_8), null));
      send("other", 1);
      // Then
      await().untilAsserted(() -> assertThat(topic.get("other")).isPresent());
      await().untilAsserted(() -> assertThat(topic.get("acme")).isEmpty());
      assertThat(changes.stream().filter(it -> it.startsWith("acme")))
          .containsExactly("acme null 1", "acme 1 3", "acme 3 null");
    }
  }

  @Test
  void shouldCountWhatItCannotReadAndGoOn() throws Exception {
    // Given
    send("acme", 1);
    sender.send(
        new ProducerRecord<>(Topics.LICENSE_EVENTS, "acme".getBytes(UTF_8), new byte[] {1}));
    send("bad key", 1);
    // When
    try (WholeTopic<String, LicenseEvent> topic = start()) {
      assertThat(topic.awaitReady(Duration.ofSeconds(30))).isTrue();
      // Then
      assertThat(topic.get("acme")).hasValueSatisfying(it -> assertThat(it.version()).isOne());
      assertThat(
              metrics
                  .counter(
                      "trailbridge.whole.topic.records",
                      "topic",
                      Topics.LICENSE_EVENTS,
                      "outcome",
                      "broken")
                  .count())
          .isEqualTo(2);
      assertThat(broken).isEmpty();
      // When
      sender.send(
          new ProducerRecord<>(Topics.LICENSE_EVENTS, "acme".getBytes(UTF_8), new byte[] {1}));
      send("another bad key", 1);
      // Then
      await()
          .untilAsserted(() -> assertThat(broken).containsExactlyInAnyOrder("no-type", "bad-key"));
    }
  }

  @Test
  void shouldSurviveAnOutageOfTheBroker() throws Exception {
    // Given
    send("acme", 1);
    try (WholeTopic<String, LicenseEvent> topic = start()) {
      assertThat(topic.awaitReady(Duration.ofSeconds(30))).isTrue();
      // When
      broker.close();
      assertThat(topic.get("acme")).isPresent();
      broker = Broker.start(port, data);
      send("acme", 2);
      // Then
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(topic.get("acme"))
                      .hasValueSatisfying(it -> assertThat(it.version()).isEqualTo(2)));
      assertThat(topic.isReady()).isTrue();
    }
  }

  @Test
  void shouldWaitForABrokerThatComesLater() throws Exception {
    // Given
    send("acme", 1);
    broker.close();
    try (WholeTopic<String, LicenseEvent> topic = start()) {
      assertThat(topic.isReady()).isFalse();
      // When
      broker = Broker.start(port, data);
      // Then
      assertThat(topic.awaitReady(Duration.ofSeconds(60))).isTrue();
      assertThat(topic.get("acme")).isPresent();
    }
  }

  @Test
  void shouldTakeOnPartitionsThatAreAdded() throws Exception {
    try (WholeTopic<String, LicenseEvent> topic = start()) {
      assertThat(topic.awaitReady(Duration.ofSeconds(30))).isTrue();
      // When
      try (Admin admin = Admin.create(kafka())) {
        admin
            .createPartitions(Map.of(Topics.LICENSE_EVENTS, NewPartitions.increaseTo(13)))
            .all()
            .get();
      }
      sender.send(inPartition(12, "fresh"));
      // Then
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(topic.get("fresh")).isPresent());
    }
  }

  private WholeTopic<String, LicenseEvent> start() {
    return WholeTopic.start(
        WholeTopic.Spec.<LicenseEvent, String, LicenseEvent>of(
                LicenseEvent.class, WholeTopicIT::key, it -> it)
            .keeping((before, now) -> now.version() > before.version())
            .telling((key, before, now) -> changes.add(key + " " + text(before) + " " + text(now))),
        kafka(),
        (record, reason) -> broken.add(reason),
        metrics);
  }

  private Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", "127.0.0.1:" + port);
  }

  private void send(String key, long version) {
    sender.send(Topics.LICENSE_EVENTS, key, event(version), UUID.randomUUID().toString(), AT);
  }

  private static ProducerRecord<byte[], byte[]> inPartition(int partition, String key) {
    ProducerRecord<String, byte[]> record =
        WireFormat.record(Topics.LICENSE_EVENTS, key, event(1), "/test", "id", null, AT);
    return new ProducerRecord<>(
        record.topic(), partition, key.getBytes(UTF_8), record.value(), record.headers());
  }

  private static LicenseActivated event(long version) {
    return new LicenseActivated(
        new TenantId("acme"),
        LicensePackage.PUBLIC_CLOUD,
        version,
        AT,
        true,
        AT,
        AT.plus(Duration.ofDays(30)),
        LicenseReason.GRANTED);
  }

  private static String key(String text) {
    if (text.contains(" ")) {
      throw new IllegalArgumentException("no key");
    }
    return text;
  }

  private static String text(LicenseEvent event) {
    return event == null ? "null" : Long.toString(event.version());
  }
}
