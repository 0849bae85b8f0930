package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.domain.JsonTape;

/** What Account Change has beside the rest: whose account was changed, and by which policy. */
final class AccountChangePart {
  private static final byte[] USER = JsonOut.name("user");
  private static final byte[] USER_RESULT = JsonOut.name("user_result");
  private static final byte[] ACCOUNT = JsonOut.name("account");
  private static final byte[] CREDENTIAL = JsonOut.name("credential_uid");
  private static final byte[] GROUPS = JsonOut.name("groups");
  private static final byte[] NAME = JsonOut.name("name");
  private static final byte[] UID = JsonOut.name("uid");
  private static final byte[] UID_ALT = JsonOut.name("uid_alt");
  private static final byte[] POLICY = JsonOut.name("policy");
  private static final byte[] POLICIES = JsonOut.name("policies");
  private static final byte[] CHANGE_PASSWORD = JsonOut.ascii("ChangePassword");

  private final JsonOut out;
  private final RecordFields fields;

  AccountChangePart(JsonOut out, RecordFields fields) {
    this.out = out;
    this.fields = fields;
  }

  /** The token of the user's name, or {@link RecordFields#NONE}. */
  int write(JsonTape tape, boolean failed) {
    int name =
        fields.first(
            Detail.REQUEST_USER_NAME,
            Detail.REQUEST_ROLE_NAME,
            Detail.NEW_USER_NAME,
            Detail.NEW_ROLE_NAME);
    int uid =
        fields.first(
            Detail.NEW_USER_ID,
            Detail.NEW_ROLE_ID,
            Detail.NEW_DIRECTORY_USER,
            Detail.REQUEST_USER_ID);
    if (name == RecordFields.NONE && uid == RecordFields.NONE && isOwn(tape, failed)) {
      name = fields.get(Field.IDENTITY_USER_NAME);
      uid = fields.get(Field.IDENTITY_PRINCIPAL);
    }
    user(tape, name, uid);
    int result = out.open(USER_RESULT);
    out.field(NAME, tape, fields.first(Detail.REQUEST_NEW_USER_NAME));
    out.close(result);
    policies(tape);
    return name;
  }

  /** Whoever names nobody means himself; but a refused call does not tell whom it named. */
  private boolean isOwn(JsonTape tape, boolean failed) {
    return !failed || tape.means(fields.get(Field.EVENT_NAME), CHANGE_PASSWORD);
  }

  private void user(JsonTape tape, int name, int uid) {
    int user = out.open(USER);
    int account = out.open(ACCOUNT);
    out.field(UID, tape, fields.get(Field.RECIPIENT_ACCOUNT));
    out.close(account);
    out.field(CREDENTIAL, tape, fields.first(Detail.NEW_ACCESS_KEY, Detail.REQUEST_ACCESS_KEY));
    int group = fields.first(Detail.REQUEST_GROUP);
    if (group != RecordFields.NONE) {
      out.comma();
      out.raw(GROUPS);
      out.begin('[');
      out.begin('{');
      out.field(NAME, tape, group);
      out.raw('}');
      out.raw(']');
    }
    if (name == RecordFields.NONE && uid == RecordFields.NONE) {
      out.field(NAME, "Unknown");
    }
    out.field(NAME, tape, name);
    out.field(UID, tape, uid);
    out.field(UID_ALT, tape, fields.first(Detail.NEW_USER_ARN, Detail.NEW_ROLE_ARN));
    out.close(user);
  }

  /** The mapping has {@code policy}, which the schema wants to be replaced by a list. */
  private void policies(JsonTape tape) {
    int uid = fields.first(Detail.REQUEST_POLICY);
    int name = fields.first(Detail.REQUEST_POLICY_NAME);
    if (uid == RecordFields.NONE && name == RecordFields.NONE) {
      return;
    }
    int policy = out.open(POLICY);
    policy(tape, name, uid);
    out.close(policy);
    out.comma();
    out.raw(POLICIES);
    out.begin('[');
    out.begin('{');
    policy(tape, name, uid);
    out.raw('}');
    out.raw(']');
  }

  private void policy(JsonTape tape, int name, int uid) {
    out.field(NAME, tape, name);
    out.field(UID, tape, uid);
  }
}
