package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.EventContext;
import io.trailbridge.ingestion.batch.EventMapper;
import io.trailbridge.ingestion.batch.domain.JsonTape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes CloudTrail records as OCSF 1.5.0: what changes a user or a role as Account Change (3001),
 * sign-ins and the making of sessions as Authentication (3002), everything else as API Activity
 * (6003).
 */
public final class OcsfMapper implements EventMapper {
  private static final byte[] ACTIVITY_NAME = JsonOut.name("activity_name");
  private static final byte[] FAILURE = JsonOut.ascii("Failure");

  private final int largestEvent;
  private final JsonOut out;
  private final Unmapped unmapped;
  private final RecordFields fields;
  private final ActorPart actor;
  private final ApiPart api;
  private final AccountChangePart accountChange;
  private final AuthenticationPart authentication;
  private final OriginPart origin;
  private final TimePart time;
  private final MetadataPart metadata;

  /**
   * Makes a mapper.
   *
   * @param largestEvent in bytes
   */
  public OcsfMapper(int largestEvent) {
    this.largestEvent = largestEvent;
    out = new JsonOut(largestEvent);
    unmapped = new Unmapped();
    fields = new RecordFields(unmapped);
    actor = new ActorPart(out, fields);
    api = new ApiPart(out, fields);
    accountChange = new AccountChangePart(out, fields);
    authentication = new AuthenticationPart(out, fields);
    origin = new OriginPart(out, fields, unmapped);
    time = new TimePart(out, fields);
    metadata = new MetadataPart(out, fields, time);
  }

  @Override
  public byte @Nullable [] map(JsonTape record, EventContext context) {
    out.clear();
    try {
      write(record, context);
    } catch (EventTooLarge e) {
      return null;
    }
    return out.length() > largestEvent ? null : out.toBytes();
  }

  private void write(JsonTape record, EventContext context) {
    fields.read(record);
    time.read(record, context);
    int name = fields.get(Field.EVENT_NAME);
    EventKind kind = EventKind.of(record, fields.get(Field.EVENT_SOURCE), name);
    EventClass eventClass = kind.eventClass();
    boolean failed = failed(record, eventClass, name);

    out.begin('{');
    out.raw(kind.head());
    if (kind.isOther()) {
      out.field(ACTIVITY_NAME, record, name);
    }
    actor.write(record);
    api.write(record, failed);
    int user =
        switch (eventClass) {
          case ACCOUNT_CHANGE -> accountChange.write(record, failed);
          case AUTHENTICATION -> authentication.write(record);
          case API_ACTIVITY -> RecordFields.NONE;
        };
    if (eventClass != EventClass.AUTHENTICATION) {
      fields.leaveUnmapped(Field.LOGIN_TO);
      fields.leaveUnmapped(Field.MFA_USED);
    }
    fields.leaveUnmapped(Field.SERVICE_EVENT_DETAILS);
    origin.write(record, eventClass == EventClass.API_ACTIVITY, user);
    metadata.write(record, context);
    time.write(record);
    unmapped.write(record, out);
    out.raw('}');
  }

  /** A step of a sign-in tells its outcome under its own name, and has no errorCode. */
  private boolean failed(JsonTape record, EventClass eventClass, int name) {
    if (JsonOut.says(record, fields.get(Field.ERROR_CODE))) {
      return true;
    }
    if (eventClass != EventClass.AUTHENTICATION) {
      return false;
    }
    byte[] step = Arrays.copyOfRange(record.bytes(), record.from(name), record.to(name));
    return fields.says(Field.RESPONSE_ELEMENTS, step, FAILURE)
        || fields.says(Field.SERVICE_EVENT_DETAILS, step, FAILURE);
  }
}
