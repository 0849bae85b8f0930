package io.trailbridge.ingestion.batch.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.cloudtrail.StatsMessage.ConnectionStats;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.ingestion.batch.BatchCounts;
import io.trailbridge.messaging.WireFormat;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What one transaction counted, by connection; it leaves as {@code ConnectionStats} with it. */
final class StatsLedger {
  private final Map<ConnectionId, Line> lines = new LinkedHashMap<>();

  private static final class Line {
    private final TenantId tenant;
    private long records;
    private long bytes;
    private long filtered;
    private long duplicates;
    private long dead;
    private long paused;
    private @Nullable Instant newest;

    private Line(TenantId tenant) {
      this.tenant = tenant;
    }
  }

  void opened(BatchMessage.Labelled batch, BatchCounts counts) {
    Line line = line(batch);
    line.bytes += batch.gzip().length;
    line.records += counts.records();
    line.filtered += counts.filtered();
    line.duplicates += counts.duplicates();
    line.dead += counts.dead();
    Instant newest = counts.newestEventTime();
    if (newest != null && (line.newest == null || newest.isAfter(line.newest))) {
      line.newest = newest;
    }
  }

  void dead(BatchMessage.Labelled batch) {
    line(batch).dead++;
  }

  void paused(BatchMessage.Labelled batch) {
    line(batch).paused++;
  }

  void clear() {
    lines.clear();
  }

  void drain(Instant now, Consumer<ProducerRecord<byte[], byte[]>> send) {
    lines.forEach((connection, line) -> send.accept(record(connection, line, now)));
    lines.clear();
  }

  private static ProducerRecord<byte[], byte[]> record(
      ConnectionId connection, Line line, Instant now) {
    ConnectionStats stats =
        new ConnectionStats(
            connection,
            line.tenant,
            line.records,
            line.bytes,
            line.filtered,
            line.duplicates,
            line.dead,
            line.paused,
            line.newest,
            now);
    ProducerRecord<String, byte[]> text =
        WireFormat.record(
            Topics.CLOUDTRAIL_STATS,
            connection.toString(),
            stats,
            OutgoingRecords.SOURCE,
            UUID.randomUUID().toString(),
            connection.toString(),
            now);
    return new ProducerRecord<>(
        text.topic(), null, text.key().getBytes(UTF_8), text.value(), text.headers());
  }

  private Line line(BatchMessage.Labelled batch) {
    return lines.computeIfAbsent(batch.connection(), _ -> new Line(batch.tenant()));
  }
}
