package io.trailbridge.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseGrant;
import io.trailbridge.contracts.license.LicenseGrant.LicenseRevoked;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class AttemptsTest {
  private static final Instant AT = Instant.parse("2026-11-23T16:00:00Z");
  private static final LicenseRevoked REVOKED =
      new LicenseRevoked(new OrderId("o"), new TenantId("acme"), LicensePackage.PUBLIC_CLOUD);

  private final MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void shouldEndWithWhatWasHandled() {
    // When
    boolean ended = attempts(LicenseGrant.class, (m, meta) -> {}).bringToAnEnd(revoked());
    // Then
    assertThat(ended).isTrue();
    assertThat(kafka.history()).isEmpty();
    assertThat(counted(Topics.LICENSE_GRANTS, "handled")).isOne();
  }

  @Test
  void shouldTryAgainForAsLongAsItFailsInPassing() {
    // When
    boolean ended =
        attempts(
                LicenseGrant.class,
                (m, meta) -> {
                  if (calls.incrementAndGet() < 50) {
                    throw new IllegalStateException("away");
                  }
                })
            .bringToAnEnd(revoked());
    // Then
    assertThat(ended).isTrue();
    assertThat(calls).hasValue(50);
    assertThat(kafka.history()).isEmpty();
  }

  static Stream<RuntimeException> bugs() {
    return Stream.of(
        new NullPointerException(),
        new ClassCastException(),
        new IllegalArgumentException(),
        new IllegalStateException(new SQLException("NUL in text", "22021")));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void shouldDeadLetterWhatLooksLikeABugAfterTenTries(RuntimeException bug) {
    // When
    boolean ended =
        attempts(
                LicenseGrant.class,
                (m, meta) -> {
                  calls.incrementAndGet();
                  throw bug;
                })
            .bringToAnEnd(revoked());
    // Then
    assertThat(ended).isTrue();
    assertThat(calls).hasValue(10);
    assertThat(reason()).isEqualTo("handler-error");
  }

  @Test
  void shouldDeadLetterAPermanentFailureAtOnce() {
    // When
    attempts(
            LicenseGrant.class,
            (m, meta) -> {
              calls.incrementAndGet();
              throw new PermanentFailure("tenant-mismatch");
            })
        .bringToAnEnd(revoked());
    // Then
    assertThat(calls).hasValue(1);
    assertThat(reason()).isEqualTo("tenant-mismatch");
    assertThat(
            metrics
                .counter(
                    "trailbridge.dead.letters",
                    "topic",
                    Topics.LICENSE_GRANTS,
                    "reason",
                    "tenant-mismatch")
                .count())
        .isOne();
  }

  @Test
  void shouldNotEndBeforeTheDeadLetterIsThere() {
    // Given
    kafka.sendException = new TimeoutException("away");
    // When
    boolean ended =
        attempts(
                LicenseGrant.class,
                (m, meta) -> {
                  if (calls.incrementAndGet() == 5) {
                    kafka.sendException = null;
                  }
                  throw new PermanentFailure("tenant-mismatch");
                })
            .bringToAnEnd(revoked());
    // Then
    assertThat(ended).isTrue();
    assertThat(calls).hasValue(5);
    assertThat(kafka.history()).hasSize(1);
  }

  @Test
  void shouldLeaveTheRecordWhereItIsStopped() {
    // When
    boolean ended =
        attempts(
                LicenseGrant.class,
                (m, meta) -> {
                  stopped.countDown();
                  throw new IllegalStateException("away");
                })
            .bringToAnEnd(revoked());
    // Then
    assertThat(ended).isFalse();
    assertThat(kafka.history()).isEmpty();
  }

  @Test
  void shouldSkipUnknownNewsAndTombstones() {
    // Given
    Attempts<LicenseEvent> attempts = attempts(LicenseEvent.class, (m, meta) -> {});
    // When
    boolean unknown = attempts.bringToAnEnd(revoked());
    boolean tombstone = attempts.bringToAnEnd(record(null, revoked().headers()));
    // Then
    assertThat(unknown && tombstone).isTrue();
    assertThat(counted(Topics.LICENSE_EVENTS, "skipped")).isEqualTo(2);
    assertThat(kafka.history()).isEmpty();
  }

  private <M> Attempts<M> attempts(Class<M> sealed, Handler<M> handler) {
    DeadLetters deadLetters = new DeadLetters(new Sender(kafka, "/test"), metrics);
    return new Attempts<>(
        MessageTypes.of(sealed),
        handler,
        deadLetters,
        metrics,
        new Attempts.Pause(Duration.ofMillis(1), Duration.ofMillis(2)),
        stopped);
  }

  private double counted(String topic, String outcome) {
    return metrics.counter("trailbridge.messages", "topic", topic, "outcome", outcome).count();
  }

  private String reason() {
    ProducerRecord<byte[], byte[]> dead = kafka.history().getFirst();
    assertThat(dead.topic()).isEqualTo("trailbridge.license.grants.dead-letter");
    return new String(dead.headers().lastHeader("tb_reason").value(), UTF_8);
  }

  private static ConsumerRecord<String, byte[]> revoked() {
    ProducerRecord<String, byte[]> written =
        WireFormat.record(Topics.LICENSE_GRANTS, "acme", REVOKED, "/billing", "1", null, AT);
    return record(written.value(), written.headers());
  }

  private static ConsumerRecord<String, byte[]> record(byte[] value, Headers headers) {
    return new ConsumerRecord<>(
        Topics.LICENSE_GRANTS,
        3,
        7,
        AT.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        "acme",
        value,
        headers,
        Optional.empty());
  }
}
