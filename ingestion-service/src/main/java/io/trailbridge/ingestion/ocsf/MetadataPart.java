package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.EventContext;
import io.trailbridge.ingestion.batch.domain.JsonTape;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code metadata}: which event this is, from which product, and its ways through time. */
final class MetadataPart {
  private static final byte[] METADATA = JsonOut.name("metadata");
  private static final byte[] CORRELATION_UID = JsonOut.name("correlation_uid");
  private static final byte[] EVENT_CODE = JsonOut.name("event_code");
  private static final byte[] LABELS = JsonOut.name("labels");
  private static final byte[] ORIGINAL_TIME = JsonOut.name("original_time");
  private static final byte[] PRODUCT = JsonOut.name("product");
  private static final byte[] FEATURE = JsonOut.name("feature");
  private static final byte[] NAME = JsonOut.name("name");
  private static final byte[] CLOUDTRAIL =
      JsonOut.ascii("\"name\":\"CloudTrail\",\"vendor_name\":\"AWS\"");
  private static final byte[] VERSION = JsonOut.name("version");
  private static final byte[] UID = JsonOut.name("uid");
  private static final byte[] TENANT_UID = JsonOut.name("tenant_uid");
  private static final byte[] LOGGED = JsonOut.name("logged_time");
  private static final byte[] LOGGED_DT = JsonOut.name("logged_time_dt");
  private static final byte[] PROCESSED = JsonOut.name("processed_time");
  private static final byte[] PROCESSED_DT = JsonOut.name("processed_time_dt");
  private static final byte[] OCSF = JsonOut.ascii("\"version\":\"1.5.0\",");
  private static final byte[] PROFILES = JsonOut.ascii("\"profiles\":[\"cloud\",\"datetime\"]");
  private static final byte[] UNREADABLE = JsonOut.ascii("[\"event_time_unreadable\"]");
  private static final byte[] OUT_OF_RANGE = JsonOut.ascii("[\"event_time_out_of_range\"]");
  private static final String ALL_FEATURES = "Management, Data, and Insights";

  private final JsonOut out;
  private final RecordFields fields;
  private final TimePart time;
  private final JsonOut batchOut = new JsonOut();
  private @Nullable EventContext batch;
  private byte[] ofBatch = new byte[0];

  MetadataPart(JsonOut out, RecordFields fields, TimePart time) {
    this.out = out;
    this.fields = fields;
    this.time = time;
  }

  void write(JsonTape tape, EventContext context) {
    int metadata = out.open(METADATA);
    int shared = fields.get(Field.SHARED_EVENT_ID);
    if (JsonOut.says(tape, shared)) {
      out.field(CORRELATION_UID, tape, shared);
    }
    fields.leaveUnmapped(Field.SHARED_EVENT_ID);
    out.field(EVENT_CODE, tape, fields.get(Field.EVENT_TYPE));
    if (!time.isReadable()) {
      label(UNREADABLE);
      out.field(ORIGINAL_TIME, tape, fields.get(Field.EVENT_TIME));
    } else if (!time.isPlausible()) {
      label(OUT_OF_RANGE);
    }
    int product = out.open(PRODUCT);
    int feature = out.open(FEATURE);
    int category = fields.get(Field.EVENT_CATEGORY);
    if (JsonOut.says(tape, category)) {
      out.field(NAME, tape, category);
    } else {
      out.field(NAME, ALL_FEATURES);
    }
    out.close(feature);
    out.comma();
    out.raw(CLOUDTRAIL);
    out.field(VERSION, tape, fields.get(Field.EVENT_VERSION));
    out.close(product);
    out.comma();
    out.raw(PROFILES);
    out.field(UID, tape, fields.get(Field.EVENT_ID));
    out.comma();
    out.raw(OCSF);
    out.raw(ofBatch(context));
    out.close(metadata);
  }

  private void label(byte[] labels) {
    out.comma();
    out.raw(LABELS);
    out.raw(labels);
  }

  /** The same for every record of a batch: written once. */
  private byte[] ofBatch(EventContext context) {
    if (!context.equals(batch)) {
      batchOut.clear();
      batchOut.begin('{');
      Instant delivered = context.deliveredAt();
      if (delivered != null) {
        batchOut.field(LOGGED, delivered.toEpochMilli());
        batchOut.field(LOGGED_DT, TimePart.text(delivered));
      }
      batchOut.field(PROCESSED, context.processedAt().toEpochMilli());
      batchOut.field(PROCESSED_DT, TimePart.text(context.processedAt()));
      batchOut.field(TENANT_UID, context.tenant().value());
      byte[] object = batchOut.toBytes();
      ofBatch = java.util.Arrays.copyOfRange(object, 1, object.length);
      batch = context;
    }
    return ofBatch;
  }
}
