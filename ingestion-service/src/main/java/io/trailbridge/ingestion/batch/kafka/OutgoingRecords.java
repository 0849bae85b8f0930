package io.trailbridge.ingestion.batch.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.ingestion.batch.domain.AccountFilter;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import io.trailbridge.messaging.DeadLetters;
import io.trailbridge.messaging.WireFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Makes the records that come out of the batch at hand. */
final class OutgoingRecords {
  /** Who writes what this service writes. */
  static final String SOURCE = "/trailbridge/ingestion-service";

  /** Header of a dead letter that is one record of a batch: its place in the file, from 0. */
  static final String INDEX = "tb_index";

  /** Header of a dead letter whose value had to be cut so that Kafka takes it: its bytes before. */
  static final String TRUNCATED = "tb_truncated";

  /** Of a dead letter in all; the request that carries it takes a little more. */
  private static final int LARGEST_DEAD_LETTER = LoopSettings.LARGEST_REQUEST - (64 << 10);

  /** Of a dead letter's key and headers; those that are more say nothing that is known here. */
  private static final int LARGEST_LABELS = 64 << 10;

  private static final List<String> LABELS =
      List.of(
          BatchHeaders.TENANT,
          BatchHeaders.CONNECTION,
          BatchHeaders.OBJECT,
          BatchHeaders.ORIGIN,
          DeadLetters.REASON,
          DeadLetters.TOPIC,
          DeadLetters.PARTITION,
          DeadLetters.OFFSET,
          INDEX);

  private static final List<Header> EVENT_HEADERS =
      List.of(
          header(WireFormat.SPECVERSION, "1.0"),
          header(WireFormat.TYPE, "io.trailbridge.OcsfEvent.v1"),
          header(WireFormat.SOURCE, SOURCE),
          header(WireFormat.CONTENT_TYPE, "application/json"));

  private @Nullable ConsumerRecord<byte[], byte[]> batch;
  private final List<Header> ofBatch = new ArrayList<>();
  private byte[] tenantPrefix = new byte[0];
  private long keyAccount = Long.MIN_VALUE;
  private byte[] key = new byte[0];

  void of(ConsumerRecord<byte[], byte[]> record) {
    batch = record;
    ofBatch.clear();
    keyAccount = Long.MIN_VALUE;
    for (String name : List.of(BatchHeaders.TENANT, BatchHeaders.CONNECTION)) {
      Header header = record.headers().lastHeader(name);
      if (header != null) {
        ofBatch.add(header);
      }
    }
    Header tenant = record.headers().lastHeader(BatchHeaders.TENANT);
    tenantPrefix = tenant == null ? new byte[0] : tenant.value();
  }

  ProducerRecord<byte[], byte[]> event(long account, byte[] id, byte[] time, byte[] event) {
    List<Header> headers = new ArrayList<>(EVENT_HEADERS.size() + ofBatch.size() + 2);
    headers.add(new RecordHeader(WireFormat.ID, id));
    headers.addAll(EVENT_HEADERS);
    headers.add(new RecordHeader(WireFormat.TIME, time));
    headers.addAll(ofBatch);
    return new ProducerRecord<>(Topics.CLOUDTRAIL_EVENTS, null, key(account), event, headers);
  }

  ProducerRecord<byte[], byte[]> deadRecord(int index, RecordFault fault, byte[] record) {
    ProducerRecord<byte[], byte[]> whole = DeadLetters.of(current(), fault.code());
    whole.headers().remove(INDEX).add(header(INDEX, Integer.toString(index)));
    return fitting(new ProducerRecord<>(whole.topic(), null, whole.key(), record, whole.headers()));
  }

  ProducerRecord<byte[], byte[]> deadBatch(String reason) {
    return fitting(DeadLetters.of(current(), reason));
  }

  /**
   * As it is where Kafka takes it. It could not be set aside otherwise, and be in the way for ever:
   * a batch that its producer compressed once more may have any size here.
   */
  private static ProducerRecord<byte[], byte[]> fitting(ProducerRecord<byte[], byte[]> letter) {
    byte[] key = letter.key();
    byte[] value = letter.value();
    List<Header> headers = new ArrayList<>(List.of(letter.headers().toArray()));
    long labels = size(key, headers);
    if (labels + length(value) <= LARGEST_DEAD_LETTER) {
      return letter;
    }
    if (labels > LARGEST_LABELS) {
      headers.clear();
      for (String name : LABELS) {
        Header header = letter.headers().lastHeader(name);
        if (header != null && length(header.value()) <= BatchMessage.LONGEST_HEADER) {
          headers.add(header);
        }
      }
      key = length(key) > BatchMessage.LONGEST_HEADER ? null : key;
    }
    int room = LARGEST_DEAD_LETTER - LARGEST_LABELS;
    if (value != null && value.length > room) {
      headers.add(header(TRUNCATED, Integer.toString(value.length)));
      value = Arrays.copyOf(value, room);
    }
    return new ProducerRecord<>(letter.topic(), null, key, value, headers);
  }

  private static long size(byte @Nullable [] key, List<Header> headers) {
    long size = length(key);
    for (Header header : headers) {
      size += header.key().getBytes(UTF_8).length + length(header.value()) + 2 * Integer.BYTES;
    }
    return size;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  ProducerRecord<byte[], byte[]> seen(int partition, byte[] ids) {
    return new ProducerRecord<>(Topics.CLOUDTRAIL_SEEN, partition, current().key(), ids);
  }

  private ConsumerRecord<byte[], byte[]> current() {
    ConsumerRecord<byte[], byte[]> record = batch;
    if (record == null) {
      throw new IllegalStateException("no batch at hand");
    }
    return record;
  }

  private byte[] key(long account) {
    if (account != keyAccount) {
      String text = account == AccountFilter.NO_ACCOUNT ? "-" : "%012d".formatted(account);
      key = (new String(tenantPrefix, UTF_8) + "/" + text).getBytes(UTF_8);
      keyAccount = account;
    }
    return key;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }
}
