package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.EventContext;
import io.trailbridge.ingestion.batch.domain.JsonTape;
import io.trailbridge.ingestion.batch.domain.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * {@code time} and {@code time_dt}: when it happened. Where {@code eventTime} cannot be read, the
 * delivery stands in for it, what was written stays in {@code metadata.original_time}, and a label
 * says so; a time that cannot be true is kept and gets a label too.
 */
final class TimePart {
  private static final byte[] TIME = JsonOut.name("time");
  private static final byte[] TIME_DT = JsonOut.name("time_dt");
  private static final byte[] UTC = "+00:00".getBytes(StandardCharsets.US_ASCII);
  private static final Duration OLDEST = Duration.ofDays(30);
  private static final Duration NEWEST = Duration.ofMinutes(15);

  private final JsonOut out;
  private final RecordFields fields;
  private long millis;
  private boolean readable;
  private boolean plausible;

  TimePart(JsonOut out, RecordFields fields) {
    this.out = out;
    this.fields = fields;
  }

  void read(JsonTape tape, EventContext context) {
    int token = fields.get(Field.EVENT_TIME);
    millis =
        token == RecordFields.NONE
            ? Timestamps.NONE
            : Timestamps.millis(tape.bytes(), tape.from(token), tape.to(token));
    readable = millis != Timestamps.NONE;
    if (!readable) {
      Instant delivered = context.deliveredAt();
      millis = (delivered == null ? context.processedAt() : delivered).toEpochMilli();
    }
    long now = context.processedAt().toEpochMilli();
    plausible = millis >= now - OLDEST.toMillis() && millis <= now + NEWEST.toMillis();
  }

  boolean isReadable() {
    return readable;
  }

  boolean isPlausible() {
    return plausible;
  }

  void write(JsonTape tape) {
    out.field(TIME, millis);
    if (readable) {
      out.comma();
      out.raw(TIME_DT);
      dateTime(out, tape, fields.get(Field.EVENT_TIME));
    } else {
      out.field(TIME_DT, text(Instant.ofEpochMilli(millis)));
    }
  }

  /** A time as it was written, with the offset that the official samples write for UTC. */
  static void dateTime(JsonOut out, JsonTape tape, int token) {
    byte[] bytes = tape.bytes();
    int to = tape.to(token);
    out.raw('"');
    if (bytes[to - 1] == 'Z' || bytes[to - 1] == 'z') {
      out.raw(bytes, tape.from(token), to - 1);
      out.raw(UTC);
    } else {
      out.raw(bytes, tape.from(token), to);
    }
    out.raw('"');
  }

  static String text(Instant instant) {
    return instant.toString().replace("Z", "+00:00");
  }
}
