package io.trailbridge.license.entitlement.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicenseEvent.LicenseRenewed;
import io.trailbridge.contracts.license.LicenseGrant.LicenseGranted;
import io.trailbridge.contracts.license.LicenseGrant.LicenseRevoked;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.license.EventLog;
import io.trailbridge.license.TestbedResource;
import io.trailbridge.messaging.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class GrantsConsumerIT {
  private static final Instant LATER = Instant.parse("2031-01-01T00:00:00Z");
  private static final Instant MUCH_LATER = Instant.parse("2032-01-01T00:00:00Z");

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private final TenantId tenant = new TenantId("k-" + UUID.randomUUID());
  private Producer<String, byte[]> billing;
  private EventLog events;
  private EventLog deadLetters;

  @BeforeEach
  void open() {
    billing =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    events = EventLog.of(Topics.LICENSE_EVENTS, bootstrapServers);
    deadLetters = EventLog.of(Topics.deadLetterOf(Topics.LICENSE_GRANTS), bootstrapServers);
  }

  @AfterEach
  void close() {
    billing.close();
    events.close();
    deadLetters.close();
  }

  @Test
  void shouldCarryOutEachOrderOnceAndInTheOrderOfItsKey() {
    // When
    send(grant("o-1", LATER));
    send(grant("o-1", LATER));
    send(grant("o-2", MUCH_LATER));
    send(revoke("o-3"));
    send(revoke("o-3"));
    send(grant("o-2", MUCH_LATER));
    send(grant("o-4", LATER));
    // Then
    assertThat(awaitEvents(4))
        .hasExactlyElementsOfTypes(
            LicenseActivated.class,
            LicenseRenewed.class,
            LicenseExpired.class,
            LicenseRenewed.class);
    assertThat(events.eventsOf(tenant))
        .extracting(LicenseEvent::version)
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void shouldPutAsideWhatMakesNoSenseAndGoOn() {
    // When
    send(grant("bad", Instant.parse("2020-01-01T00:00:00Z")));
    send(altered("PUBLIC_CLOUD", "PRIVATE_CLOUD"));
    send(altered("PUBLIC_CLOUD", "no such thing"));
    send(altered(tenant.value(), "NOT A TENANT"));
    send(altered("2031-01-01T00:00:00Z", "2031-13-01T00:00:00Z"));
    send(altered("\"orderId\":", "\"order\":"));
    send(withHeader(WireFormat.TYPE, "io.trailbridge.LicenseGranted.v2"));
    send(withHeader(WireFormat.SPECVERSION, "0.3"));
    send(grant("reused", LATER));
    send(grant("reused", MUCH_LATER));
    send(grant("good", MUCH_LATER));
    // Then
    assertThat(awaitEvents(2))
        .hasExactlyElementsOfTypes(LicenseActivated.class, LicenseRenewed.class);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(deadLetters.records())
                    .filteredOn(it -> tenant.value().equals(it.key()))
                    .extracting(GrantsConsumerIT::reason)
                    .containsExactly(
                        "grant-refused",
                        "unknown-package",
                        "bad-json",
                        "bad-json",
                        "bad-json",
                        "missing-field",
                        "unknown-type",
                        "bad-specversion",
                        "order-reused"));
  }

  private ProducerRecord<String, byte[]> altered(String text, String by) {
    ProducerRecord<String, byte[]> record = record(grant("altered", LATER));
    String json = new String(record.value(), UTF_8);
    assertThat(json).contains(text);
    return new ProducerRecord<>(
        record.topic(),
        null,
        record.key(),
        json.replace(text, by).getBytes(UTF_8),
        record.headers());
  }

  private ProducerRecord<String, byte[]> withHeader(String name, String value) {
    ProducerRecord<String, byte[]> record = record(grant("header", LATER));
    record.headers().remove(name).add(name, value.getBytes(UTF_8));
    return record;
  }

  private LicenseGranted grant(String order, Instant until) {
    return new LicenseGranted(new OrderId(order), tenant, LicensePackage.PUBLIC_CLOUD, null, until);
  }

  private LicenseRevoked revoke(String order) {
    return new LicenseRevoked(new OrderId(order), tenant, LicensePackage.PUBLIC_CLOUD);
  }

  private void send(Record grant) {
    send(record(grant));
  }

  private void send(ProducerRecord<String, byte[]> record) {
    try {
      billing.send(record).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProducerRecord<String, byte[]> record(Record grant) {
    return WireFormat.record(
        Topics.LICENSE_GRANTS,
        tenant.value(),
        grant,
        "/billing",
        UUID.randomUUID().toString(),
        null,
        Instant.now());
  }

  private List<LicenseEvent> awaitEvents(int count) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> events.eventsOf(tenant), it -> it.size() >= count);
  }

  private static String reason(ConsumerRecord<String, byte[]> record) {
    return new String(record.headers().lastHeader("tb_reason").value(), UTF_8);
  }
}
