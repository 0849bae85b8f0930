package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.EventContext;
import io.trailbridge.ingestion.batch.EventMapper;
import io.trailbridge.ingestion.batch.domain.JsonTape;
import java.nio.charset.StandardCharsets;

/**
 * Writes CloudTrail records as OCSF 1.5.0. Today all become API Activity (6003), the class that the
 * official mapping gives to every event which is no sign-in and no change of an account.
 */
public final class OcsfMapper implements EventMapper {
  private static final byte[] CLASS =
      ("\"category_name\":\"Application Activity\",\"category_uid\":6,"
              + "\"class_name\":\"API Activity\",\"class_uid\":6003,"
              + "\"severity\":\"Informational\",\"severity_id\":1")
          .getBytes(StandardCharsets.US_ASCII);
  private static final int CLASS_UID = 6003;
  private static final byte[] ACTIVITY_ID = JsonOut.name("activity_id");
  private static final byte[] ACTIVITY_NAME = JsonOut.name("activity_name");
  private static final byte[] TYPE_UID = JsonOut.name("type_uid");
  private static final byte[] TYPE_NAME = JsonOut.name("type_name");

  private final JsonOut out = new JsonOut();
  private final Unmapped unmapped = new Unmapped();
  private final RecordFields fields = new RecordFields(unmapped);
  private final ActorPart actor = new ActorPart(out, fields);
  private final ApiPart api = new ApiPart(out, fields);
  private final OriginPart origin = new OriginPart(out, fields, unmapped);
  private final TimePart time = new TimePart(out, fields);
  private final MetadataPart metadata = new MetadataPart(out, fields, time);

  @Override
  public byte[] map(JsonTape record, EventContext context) {
    out.clear();
    fields.read(record);
    time.read(record, context);
    out.raw('{');
    activity(record);
    out.comma();
    out.raw(CLASS);
    actor.write(record);
    api.write(record);
    origin.write(record);
    metadata.write(record, context);
    time.write(record);
    unmapped.write(record, out);
    out.raw('}');
    return out.toBytes();
  }

  private void activity(JsonTape record) {
    int name = fields.get(Field.EVENT_NAME);
    Activity activity =
        name == RecordFields.NONE
            ? Activity.UNKNOWN
            : Activity.of(record.bytes(), record.from(name), record.to(name));
    out.field(ACTIVITY_ID, activity.id());
    if (activity == Activity.OTHER) {
      out.field(ACTIVITY_NAME, record, name);
    } else {
      out.field(ACTIVITY_NAME, activity.caption());
    }
    out.field(TYPE_UID, CLASS_UID * 100L + activity.id());
    out.field(TYPE_NAME, "API Activity: " + activity.caption());
  }
}
