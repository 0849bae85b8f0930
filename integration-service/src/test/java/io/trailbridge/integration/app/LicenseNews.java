package io.trailbridge.integration.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpiring;
import io.trailbridge.contracts.license.LicenseEvent.LicenseRenewed;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.messaging.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What somebody may say of one tenant's licence on Kafka, right or wrong. */
record LicenseNews(String tenant) {
  static final Instant UNTIL = Instant.parse("2031-01-01T00:00:00Z");

  ProducerRecord<String, byte[]> expired(long version, Instant at) {
    return message(
        new LicenseExpired(
            new TenantId(tenant),
            LicensePackage.PUBLIC_CLOUD,
            version,
            at,
            false,
            at.minus(Duration.ofDays(30)),
            at,
            LicenseReason.EXPIRED));
  }

  ProducerRecord<String, byte[]> renewed(long version) {
    Instant now = Instant.now();
    return message(
        new LicenseRenewed(
            new TenantId(tenant),
            LicensePackage.PUBLIC_CLOUD,
            version,
            now,
            true,
            now.minus(Duration.ofDays(30)),
            UNTIL,
            LicenseReason.RENEWED));
  }

  /** Changes nothing but the version, by which one sees how far the service has heard. */
  ProducerRecord<String, byte[]> expiring(long version) {
    Instant now = Instant.now();
    return message(
        new LicenseExpiring(
            new TenantId(tenant),
            LicensePackage.PUBLIC_CLOUD,
            version,
            now,
            true,
            now.minus(Duration.ofDays(30)),
            UNTIL,
            LicenseReason.EXPIRING));
  }

  ProducerRecord<String, byte[]> message(LicenseEvent event) {
    return at((Record) event, Instant.now());
  }

  /** The same message, sent by somebody whose clock says so. */
  static ProducerRecord<String, byte[]> byTheClock(
      ProducerRecord<String, byte[]> message, Instant now) {
    message.headers().remove(WireFormat.TIME).add(WireFormat.TIME, now.toString().getBytes(UTF_8));
    return new ProducerRecord<>(
        message.topic(),
        null,
        now.toEpochMilli(),
        message.key(),
        message.value(),
        message.headers());
  }

  /** The same message with another text in its JSON. */
  static ProducerRecord<String, byte[]> altered(
      ProducerRecord<String, byte[]> message, String text, String by) {
    String json = new String(message.value(), UTF_8);
    if (!json.contains(text)) {
      throw new IllegalArgumentException(json + " has no " + text);
    }
    return new ProducerRecord<>(
        message.topic(),
        null,
        message.key(),
        json.replace(text, by).getBytes(UTF_8),
        message.headers());
  }

  static ProducerRecord<String, byte[]> withHeader(
      ProducerRecord<String, byte[]> message, String name, String value) {
    message.headers().remove(name).add(name, value.getBytes(UTF_8));
    return message;
  }

  private ProducerRecord<String, byte[]> at(Record event, Instant now) {
    String key = tenant + "/PUBLIC_CLOUD";
    return WireFormat.record(
        Topics.LICENSE_EVENTS,
        key,
        event,
        "/trailbridge/license-service",
        UUID.randomUUID().toString(),
        key,
        now);
  }
}
