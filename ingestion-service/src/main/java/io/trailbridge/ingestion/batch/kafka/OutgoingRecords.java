package io.trailbridge.ingestion.batch.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.ingestion.batch.domain.AccountFilter;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import io.trailbridge.messaging.DeadLetters;
import io.trailbridge.messaging.WireFormat;
import java.util.ArrayList;
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
    ProducerRecord<byte[], byte[]> whole = deadBatch(fault.code());
    whole.headers().remove(INDEX).add(header(INDEX, Integer.toString(index)));
    return new ProducerRecord<>(whole.topic(), null, whole.key(), record, whole.headers());
  }

  ProducerRecord<byte[], byte[]> deadBatch(String reason) {
    return DeadLetters.of(current(), reason);
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
