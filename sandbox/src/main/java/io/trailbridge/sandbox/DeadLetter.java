package io.trailbridge.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.shared.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** A record that nobody could process, as it stands beside its topic. */
record DeadLetter(ConsumerRecord<byte[], byte[]> kept) {
  /** Set on what an operator sent again: when, ISO 8601. */
  static final String REPLAYED = "tb_replayed";

  private static final String INDEX = "tb_index";
  private static final String TRUNCATED = "tb_truncated";
  private static final Set<String> OF_THE_DEAD_LETTER =
      Set.of("tb_reason", "tb_topic", "tb_partition", "tb_offset", INDEX, REPLAYED);
  private static final Set<String> INCOMPLETE = Set.of("record-too-large");

  String reason() {
    return header("tb_reason");
  }

  /** Where it came from: topic, partition and offset. */
  String origin() {
    return header("tb_topic") + "/" + header("tb_partition") + "/" + header("tb_offset");
  }

  /** Where it stands now, as replay wants it. */
  String place() {
    return kept.partition() + "/" + kept.offset();
  }

  String topic() {
    return header("tb_topic");
  }

  int bytes() {
    byte[] value = kept.value();
    return value == null ? 0 : value.length;
  }

  String header(String name) {
    Header header = kept.headers().lastHeader(name);
    return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
  }

  /**
   * The record as it goes back to its topic. One record of a log file becomes a file of its own.
   * Throws {@link Complaint} where it cannot go back.
   */
  ProducerRecord<byte[], byte[]> again(Instant now) {
    byte[] value = kept.value();
    if (value == null) {
      throw new Complaint(place() + " has no value: there is nothing to send again.");
    }
    if (INCOMPLETE.contains(reason()) || kept.headers().lastHeader(TRUNCATED) != null) {
      throw new Complaint(place() + " is the beginning of it only: fetch its log file again.");
    }
    boolean oneRecord = kept.headers().lastHeader(INDEX) != null;
    ProducerRecord<byte[], byte[]> again =
        new ProducerRecord<>(topic(), null, kept.key(), oneRecord ? asFile(value) : value);
    for (Header header : kept.headers()) {
      if (!OF_THE_DEAD_LETTER.contains(header.key())) {
        again.headers().add(header);
      }
    }
    if (topic().equals(Topics.CLOUDTRAIL_BATCHES)) {
      again.headers().remove(BatchHeaders.ORIGIN);
      again.headers().add(BatchHeaders.ORIGIN, Origin.REPLAY.name().getBytes(UTF_8));
    }
    again.headers().add(REPLAYED, now.toString().getBytes(UTF_8));
    return again;
  }

  private static byte[] asFile(byte[] record) {
    var file = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(file)) {
      gzip.write("{\"Records\":[".getBytes(UTF_8));
      gzip.write(record);
      gzip.write("]}".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
