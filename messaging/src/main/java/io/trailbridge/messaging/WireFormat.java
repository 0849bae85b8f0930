package io.trailbridge.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Between the records of {@code contracts} and Kafka: CloudEvents 1.0 in binary mode, JSON in
 * UTF-8. Strict on syntax, tolerant of fields that this version does not know.
 *
 * <p>The reasons of {@link Received.Broken}: {@code no-type}, {@code bad-specversion}, {@code
 * no-id}, {@code no-source}, {@code bad-time}, {@code bad-utf8}, {@code bad-json} (no JSON, or not
 * of the record's shape), {@code missing-field}, {@code no-key} (a null value without a key).
 */
public final class WireFormat {
  /** Header: the version of CloudEvents. */
  public static final String SPECVERSION = "ce_specversion";

  /** Header: unique together with the source. */
  public static final String ID = "ce_id";

  /** Header: the record's wire name, {@code io.trailbridge.<Record>.v1}. */
  public static final String TYPE = "ce_type";

  /** Header: who wrote it. */
  public static final String SOURCE = "ce_source";

  /** Header: when it happened, ISO 8601 in UTC. */
  public static final String TIME = "ce_time";

  /** Header: what it is about. */
  public static final String SUBJECT = "ce_subject";

  /** Header: the media type of the value. */
  public static final String CONTENT_TYPE = "content-type";

  private static final int LONGEST_ATTRIBUTE = 512;

  private WireFormat() {}

  /** The wire name of a message; IllegalArgumentException where the record is none. */
  public static String typeOf(Class<? extends Record> message) {
    return MessageTypes.nameOf(message);
  }

  /** A message as JSON; absent fields are left out. */
  public static String json(Record message) {
    try {
      return Json.MAPPER.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(message.getClass() + " cannot be written", e);
    }
  }

  /**
   * A message for a producer with byte values.
   *
   * @param id unique together with {@code source}; the same id for the same message sent again
   * @param at becomes {@code ce_time}
   */
  public static ProducerRecord<String, byte[]> record(
      String topic,
      String key,
      Record message,
      String source,
      String id,
      @Nullable String subject,
      Instant at) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, key, json(message).getBytes(UTF_8));
    Headers headers = record.headers();
    put(headers, ID, id);
    put(headers, TYPE, typeOf(message.getClass()));
    put(headers, SOURCE, source);
    put(headers, TIME, at.toString());
    if (subject != null) {
      put(headers, SUBJECT, subject);
    }
    put(headers, SPECVERSION, "1.0");
    put(headers, CONTENT_TYPE, "application/json");
    return record;
  }

  /**
   * Reads a record of a topic.
   *
   * @param sealed the interface of the topic's messages
   */
  public static <M> Received<M> read(Class<M> sealed, ConsumerRecord<String, byte[]> record) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      return record.key() == null
          ? new Received.Broken<>("no-key")
          : new Received.Tombstone<>(record.key());
    }
    Headers headers = record.headers();
    String type = header(headers, TYPE);
    if (type == null) {
      return new Received.Broken<>("no-type");
    }
    if (!"1.0".equals(header(headers, SPECVERSION))) {
      return new Received.Broken<>("bad-specversion");
    }
    Class<? extends M> known = MessageTypes.of(sealed).classes().get(type);
    if (known == null) {
      return new Received.UnknownType<>(type);
    }
    String id = header(headers, ID);
    if (id == null) {
      return new Received.Broken<>("no-id");
    }
    String source = header(headers, SOURCE);
    if (source == null) {
      return new Received.Broken<>("no-source");
    }
    Instant time;
    try {
      String text = header(headers, TIME);
      time = text == null ? Instant.ofEpochMilli(record.timestamp()) : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return new Received.Broken<>("bad-time");
    }
    return parse(known, value, new Meta(record.key(), id, source, time, header(headers, SUBJECT)));
  }

  private static <M> Received<M> parse(Class<? extends M> type, byte[] value, Meta meta) {
    try {
      // Jackson would guess UTF-16 and let overlong forms pass; a strict decoder does neither.
      String text =
          UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(value))
              .toString();
      M message = Json.MAPPER.readValue(text, type);
      if (message == null) {
        return new Received.Broken<>("bad-json");
      }
      return Completeness.isComplete(message)
          ? new Received.Known<>(message, meta)
          : new Received.Broken<>("missing-field");
    } catch (CharacterCodingException e) {
      return new Received.Broken<>("bad-utf8");
    } catch (JsonProcessingException e) {
      return new Received.Broken<>("bad-json");
    }
  }

  /** Null where the header is not there, or empty, or too long to be kept. */
  private static @Nullable String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      return null;
    }
    int length = header.value().length;
    return length == 0 || length > LONGEST_ATTRIBUTE ? null : new String(header.value(), UTF_8);
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
