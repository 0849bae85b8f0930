package io.trailbridge.ingestion.batch.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.ingestion.batch.domain.LogFileKey;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What a record of {@code cloudtrail.batches} turned out to be, before its file is opened. */
sealed interface BatchMessage {

  /**
   * A batch that says whose it is.
   *
   * @param file what its object's key says; empty where it is none of CloudTrail's
   */
  record Labelled(TenantId tenant, ConnectionId connection, Optional<LogFileKey> file, byte[] gzip)
      implements BatchMessage {}

  /**
   * A record that nobody can process.
   *
   * @param reason a code: {@code no-value}, {@code bad-tenant}, {@code bad-connection}, {@code
   *     bad-object}, {@code key-mismatch}
   */
  record Unreadable(String reason) implements BatchMessage {}

  /** S3 keys have at most 1,024 bytes, bucket names 63. */
  int LONGEST_HEADER = 2048;

  static BatchMessage of(ConsumerRecord<byte[], byte[]> record) {
    byte[] gzip = record.value();
    if (gzip == null) {
      return new Unreadable("no-value");
    }
    TenantId tenant;
    try {
      tenant = new TenantId(required(record, BatchHeaders.TENANT));
    } catch (IllegalArgumentException e) {
      return new Unreadable("bad-tenant");
    }
    ConnectionId connection;
    try {
      connection = ConnectionId.of(required(record, BatchHeaders.CONNECTION));
    } catch (IllegalArgumentException e) {
      return new Unreadable("bad-connection");
    }
    String object = header(record, BatchHeaders.OBJECT);
    if (object == null) {
      return new Unreadable("bad-object");
    }
    Optional<LogFileKey> file = LogFileKey.ofObject(object);
    if (!keyFits(record.key(), tenant, file)) {
      return new Unreadable("key-mismatch");
    }
    return new Labelled(tenant, connection, file, gzip);
  }

  /**
   * All copies of an event must meet in one partition, so the key must be the tenant and the
   * account that the file names.
   */
  private static boolean keyFits(
      byte @Nullable [] key, TenantId tenant, Optional<LogFileKey> file) {
    if (key == null) {
      return false;
    }
    String text = new String(key, UTF_8);
    String prefix = tenant.value() + "/";
    return file.map(known -> text.equals(prefix + known.account()))
        .orElseGet(() -> text.startsWith(prefix) && text.length() > prefix.length());
  }

  private static String required(ConsumerRecord<?, ?> record, String name) {
    String value = header(record, name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null || header.value() == null || header.value().length > LONGEST_HEADER) {
      return null;
    }
    return new String(header.value(), UTF_8);
  }
}
