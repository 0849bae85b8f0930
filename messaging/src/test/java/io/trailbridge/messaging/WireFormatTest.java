package io.trailbridge.messaging;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailbridge.contracts.license.LicenseGrant;
import io.trailbridge.contracts.license.LicenseGrant.LicenseGranted;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {
  private static final Instant AT = Instant.parse("2026-11-23T16:34:28.110505Z");
  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
  private static final LicenseGranted GRANTED =
      new LicenseGranted(
          new OrderId("o-1 \u2708 é"),
          new TenantId("acme"),
          LicensePackage.PUBLIC_CLOUD,
          null,
          UNTIL);

  @Test
  void shouldWriteCloudEventsInBinaryMode() {
    // When
    ProducerRecord<String, byte[]> record =
        WireFormat.record(Topics.LICENSE_GRANTS, "acme", GRANTED, "/billing", "id-1", "acme", AT);
    // Then
    assertThat(texts(record.headers()))
        .containsExactlyInAnyOrderEntriesOf(
            new TreeMap<>(
                Map.of(
                    "ce_id", "id-1",
                    "ce_type", "io.trailbridge.LicenseGranted.v1",
                    "ce_source", "/billing",
                    "ce_time", "2026-11-23T16:34:28.110505Z",
                    "ce_subject", "acme",
                    "ce_specversion", "1.0",
                    "content-type", "application/json")));
    assertThat(record.key()).isEqualTo("acme");
    assertThat(new String(record.value(), UTF_8))
        .isEqualTo(
            "{\"orderId\":\"o-1 \u2708 é\",\"tenantId\":\"acme\","
                + "\"package\":\"PUBLIC_CLOUD\",\"validUntil\":\"2027-01-01T00:00:00Z\"}");
  }

  @Test
  void shouldReadWhatItWrote() {
    // Given
    ProducerRecord<String, byte[]> written =
        WireFormat.record(Topics.LICENSE_GRANTS, "acme", GRANTED, "/billing", "id-1", null, AT);
    // When
    Received<LicenseGrant> received =
        WireFormat.read(LicenseGrant.class, record("acme", written.value(), written.headers()));
    // Then
    assertThat(received)
        .isEqualTo(new Received.Known<>(GRANTED, new Meta("acme", "id-1", "/billing", AT, null)));
  }

  @Test
  void shouldSkipFieldsThatItDoesNotKnow() {
    // When
    Received<LicenseGrant> received =
        read(
            "{\"orderId\":\"o\",\"new\":{\"deep\":[1]},\"tenantId\":\"acme\","
                + "\"package\":\"PUBLIC_CLOUD\",\"validUntil\":\"2027-01-01T00:00:00Z\"}");
    // Then
    assertThat(received).isInstanceOf(Received.Known.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{} {}",
        "{\"orderId\":\"o\",\"orderId\":\"p\",\"tenantId\":\"a\",\"package\":\"PUBLIC_CLOUD\",\"validUntil\":\"2027-01-01T00:00:00Z\"}",
        "{\"orderId\":1,\"tenantId\":\"a\",\"package\":\"PUBLIC_CLOUD\",\"validUntil\":\"2027-01-01T00:00:00Z\"}",
        "{\"orderId\":\"o\",\"tenantId\":\"NOT OURS\",\"package\":\"PUBLIC_CLOUD\",\"validUntil\":\"2027-01-01T00:00:00Z\"}",
        "{\"orderId\":\"o\",\"tenantId\":\"a\",\"package\":0,\"validUntil\":\"2027-01-01T00:00:00Z\"}",
        "{\"orderId\":\"o\",\"tenantId\":\"a\",\"package\":\"other\",\"validUntil\":\"2027-01-01T00:00:00Z\"}",
        "{\"orderId\":\"o\",\"tenantId\":\"a\",\"package\":\"PUBLIC_CLOUD\",\"validUntil\":1798761600}",
        "{\"orderId\":\"o\",\"tenantId\":\"a\",\"package\":\"PUBLIC_CLOUD\",\"validUntil\":\"1798761600\"}",
        "{\"orderId\":\"o\",\"tenantId\":\"a\",\"package\":\"PUBLIC_CLOUD\",\"validUntil\":\"tomorrow\"}",
      })
  void shouldCallBadJsonBroken(String json) {
    assertThat(read(json)).isEqualTo(new Received.Broken<>("bad-json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"orderId\":\"o\",\"package\":\"PUBLIC_CLOUD\",\"validUntil\":\"2027-01-01T00:00:00Z\"}",
        "{\"orderId\":\"o\",\"tenantId\":null,\"package\":\"PUBLIC_CLOUD\",\"validUntil\":\"2027-01-01T00:00:00Z\"}",
      })
  void shouldCallAMessageWithoutARequiredFieldBroken(String json) {
    assertThat(read(json)).isEqualTo(new Received.Broken<>("missing-field"));
  }

  @Test
  void shouldReadUtf8Only() {
    // Given
    String json = WireFormat.json(GRANTED);
    byte[] overlong = json.getBytes(UTF_8);
    overlong[2] = (byte) 0xC0;
    overlong[3] = (byte) 0xAF;
    // When
    Received<LicenseGrant> utf16 =
        WireFormat.read(LicenseGrant.class, record("k", json.getBytes(UTF_16), headers()));
    Received<LicenseGrant> overlongForm =
        WireFormat.read(LicenseGrant.class, record("k", overlong, headers()));
    // Then
    assertThat(utf16).isEqualTo(new Received.Broken<>("bad-utf8"));
    assertThat(overlongForm).isEqualTo(new Received.Broken<>("bad-utf8"));
  }

  @ParameterizedTest
  @CsvSource({
    "ce_type,,no-type",
    "ce_id,,no-id",
    "ce_source,,no-source",
    "ce_specversion,,bad-specversion",
    "ce_specversion,1,bad-specversion",
    "ce_time,yesterday,bad-time"
  })
  void shouldCallBadAttributesBroken(String name, String value, String reason) {
    // Given
    Headers headers = headers();
    headers.remove(name);
    Optional.ofNullable(value).ifPresent(it -> headers.add(name, it.getBytes(UTF_8)));
    // When
    Received<LicenseGrant> received =
        WireFormat.read(
            LicenseGrant.class, record("k", WireFormat.json(GRANTED).getBytes(UTF_8), headers));
    // Then
    assertThat(received).isEqualTo(new Received.Broken<>(reason));
  }

  @Test
  void shouldTellTombstonesAndUnknownTypesApart() {
    // Given
    Headers unknown = headers();
    unknown.remove("ce_type").add("ce_type", "io.trailbridge.LicenseLent.v1".getBytes(UTF_8));
    // Then
    assertThat(WireFormat.read(LicenseGrant.class, record("k", null, headers())))
        .isEqualTo(new Received.Tombstone<>("k"));
    assertThat(WireFormat.read(LicenseGrant.class, record(null, null, headers())))
        .isEqualTo(new Received.Broken<>("no-key"));
    assertThat(WireFormat.read(LicenseGrant.class, record("k", new byte[] {1}, unknown)))
        .isEqualTo(new Received.UnknownType<>("io.trailbridge.LicenseLent.v1"));
  }

  @Test
  void shouldRefuseToWriteWhatIsNoMessage() {
    assertThatThrownBy(() -> WireFormat.typeOf(Meta.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Received<LicenseGrant> read(String json) {
    return WireFormat.read(LicenseGrant.class, record("k", json.getBytes(UTF_8), headers()));
  }

  private static Headers headers() {
    return WireFormat.record(Topics.LICENSE_GRANTS, "k", GRANTED, "/billing", "id-1", null, AT)
        .headers();
  }

  private static Map<String, String> texts(Headers headers) {
    Map<String, String> texts = new TreeMap<>();
    headers.forEach(it -> texts.put(it.key(), new String(it.value(), UTF_8)));
    return texts;
  }

  private static ConsumerRecord<String, byte[]> record(String key, byte[] value, Headers headers) {
    return new ConsumerRecord<>(
        Topics.LICENSE_GRANTS,
        0,
        7,
        AT.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        new RecordHeaders(headers.toArray()),
        Optional.empty());
  }
}
