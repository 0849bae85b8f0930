package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.domain.JsonTape;
import io.trailbridge.ingestion.batch.domain.JsonTape.Kind;
import io.trailbridge.ingestion.batch.domain.Timestamps;

/** {@code actor}: who called, by {@code userIdentity}. */
final class ActorPart {
  private static final byte[] ACTOR = JsonOut.name("actor");
  private static final byte[] IDP = JsonOut.name("idp");
  private static final byte[] NAME = JsonOut.name("name");
  private static final byte[] UID = JsonOut.name("uid");
  private static final byte[] INVOKED_BY = JsonOut.name("invoked_by");
  private static final byte[] SESSION = JsonOut.name("session");
  private static final byte[] CREATED = JsonOut.name("created_time_dt");
  private static final byte[] IS_MFA = JsonOut.name("is_mfa");
  private static final byte[] ISSUER = JsonOut.name("issuer");
  private static final byte[] USER = JsonOut.name("user");
  private static final byte[] ACCOUNT = JsonOut.name("account");
  private static final byte[] CREDENTIAL = JsonOut.name("credential_uid");
  private static final byte[] TYPE = JsonOut.name("type");
  private static final byte[] UID_ALT = JsonOut.name("uid_alt");
  private static final byte[] APP_NAME = JsonOut.name("app_name");

  private final JsonOut out;
  private final RecordFields fields;

  ActorPart(JsonOut out, RecordFields fields) {
    this.out = out;
    this.fields = fields;
  }

  void write(JsonTape tape) {
    int actor = out.open(ACTOR);
    int idp = out.open(IDP);
    out.field(NAME, tape, fields.either(Field.IDENTITY_PROVIDER, Field.FEDERATED_PROVIDER));
    out.field(UID, tape, fields.get(Field.ON_BEHALF_STORE));
    out.close(idp);
    out.field(INVOKED_BY, tape, fields.get(Field.IDENTITY_INVOKED_BY));
    session(tape);
    user(tape);
    if (isEmpty()) {
      // The schema wants somebody: the service that reported the event.
      int source = fields.get(Field.EVENT_SOURCE);
      if (source == RecordFields.NONE) {
        out.field(APP_NAME, "Unknown");
      } else {
        out.field(APP_NAME, tape, source);
      }
    }
    out.close(actor);
  }

  private boolean isEmpty() {
    return !fields.has(Field.IDENTITY_INVOKED_BY)
        && !fields.has(Field.SESSION_CREATED)
        && !fields.has(Field.SESSION_MFA)
        && !fields.has(Field.SESSION_ISSUER)
        && !hasUser();
  }

  private void session(JsonTape tape) {
    int session = out.open(SESSION);
    int created = fields.get(Field.SESSION_CREATED);
    if (created != RecordFields.NONE) {
      boolean readable =
          Timestamps.millis(tape.bytes(), tape.from(created), tape.to(created)) != Timestamps.NONE;
      if (readable) {
        out.comma();
        out.raw(CREATED);
        TimePart.dateTime(out, tape, created);
      } else {
        fields.leaveUnmapped(Field.SESSION_CREATED);
      }
    }
    int mfa = fields.get(Field.SESSION_MFA);
    if (mfa != RecordFields.NONE) {
      boolean yes = tape.kind(mfa) == Kind.TRUE || tape.means(mfa, JsonOut.TRUE);
      if (yes || tape.kind(mfa) == Kind.FALSE || tape.means(mfa, JsonOut.FALSE)) {
        out.comma();
        out.raw(IS_MFA);
        out.raw(yes ? JsonOut.TRUE : JsonOut.FALSE);
      } else {
        fields.leaveUnmapped(Field.SESSION_MFA);
      }
    }
    out.field(ISSUER, tape, fields.get(Field.SESSION_ISSUER));
    out.close(session);
  }

  private boolean hasUser() {
    return isNamed()
        || fields.has(Field.IDENTITY_TYPE)
        || fields.has(Field.IDENTITY_ACCESS_KEY)
        || fields.has(Field.IDENTITY_CREDENTIAL)
        || fields.has(Field.IDENTITY_PRINCIPAL)
        || fields.has(Field.ON_BEHALF_USER);
  }

  /** The schema wants one of account, name and uid in a user. */
  private boolean isNamed() {
    return fields.has(Field.IDENTITY_ACCOUNT)
        || fields.has(Field.IDENTITY_ARN)
        || fields.has(Field.IDENTITY_USER_NAME)
        || fields.has(Field.ADDITIONAL_USER_NAME);
  }

  private void user(JsonTape tape) {
    int user = out.open(USER);
    int account = out.open(ACCOUNT);
    out.field(UID, tape, fields.get(Field.IDENTITY_ACCOUNT));
    out.close(account);
    out.field(
        CREDENTIAL, tape, fields.either(Field.IDENTITY_ACCESS_KEY, Field.IDENTITY_CREDENTIAL));
    out.field(NAME, tape, fields.either(Field.IDENTITY_USER_NAME, Field.ADDITIONAL_USER_NAME));
    out.field(TYPE, tape, fields.get(Field.IDENTITY_TYPE));
    out.field(UID, tape, fields.get(Field.IDENTITY_ARN));
    out.field(UID_ALT, tape, fields.either(Field.IDENTITY_PRINCIPAL, Field.ON_BEHALF_USER));
    if (hasUser() && !isNamed()) {
      int service = fields.either(Field.IDENTITY_INVOKED_BY, Field.IDENTITY_PRINCIPAL);
      if (service == RecordFields.NONE) {
        out.field(NAME, "Unknown");
      } else {
        out.field(NAME, tape, service);
      }
    }
    out.close(user);
  }
}
