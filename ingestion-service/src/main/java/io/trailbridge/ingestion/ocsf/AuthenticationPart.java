package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.domain.JsonTape;

/** What Authentication has beside the rest: who wants to be let in, where, how, and as what. */
final class AuthenticationPart {
  private static final byte[] ACCOUNT = JsonOut.name("account");
  private static final byte[] CREDENTIAL = JsonOut.name("credential_uid");
  private static final byte[] DST_ENDPOINT = JsonOut.name("dst_endpoint");
  private static final byte[] IS_MFA = JsonOut.name("is_mfa");
  private static final byte[] ISSUER = JsonOut.name("issuer");
  private static final byte[] NAME = JsonOut.name("name");
  private static final byte[] SERVICE = JsonOut.name("service");
  private static final byte[] SESSION = JsonOut.name("session");
  private static final byte[] SVC_NAME = JsonOut.name("svc_name");
  private static final byte[] TYPE = JsonOut.name("type");
  private static final byte[] UID = JsonOut.name("uid");
  private static final byte[] UID_ALT = JsonOut.name("uid_alt");
  private static final byte[] USER = JsonOut.name("user");
  private static final byte[] ASSUME_ROLE = JsonOut.ascii("AssumeRole");
  private static final byte[] ASSUME_ROOT = JsonOut.ascii("AssumeRoot");
  private static final byte[] WITH_SAML = JsonOut.ascii("AssumeRoleWithSAML");
  private static final byte[] WITH_WEB_IDENTITY = JsonOut.ascii("AssumeRoleWithWebIdentity");
  private static final byte[] SAML =
      JsonOut.ascii("\"auth_protocol\":\"SAML\",\"auth_protocol_id\":5");
  private static final byte[] OPEN_ID =
      JsonOut.ascii("\"auth_protocol\":\"OpenID\",\"auth_protocol_id\":4");
  private static final byte[] YES = JsonOut.ascii("Yes");
  private static final byte[] NO = JsonOut.ascii("No");

  private final JsonOut out;
  private final RecordFields fields;

  AuthenticationPart(JsonOut out, RecordFields fields) {
    this.out = out;
    this.fields = fields;
  }

  /** The token of the user's name, or {@link RecordFields#NONE}. */
  int write(JsonTape tape) {
    int event = fields.get(Field.EVENT_NAME);
    boolean saml = tape.means(event, WITH_SAML);
    boolean openId = tape.means(event, WITH_WEB_IDENTITY);
    boolean other = tape.means(event, ASSUME_ROLE) || tape.means(event, ASSUME_ROOT);
    int name = saml || openId || other ? assumed(tape) : caller(tape);
    if (saml || openId) {
      out.comma();
      out.raw(saml ? SAML : OPEN_ID);
    }
    mfa(tape);
    int session = out.open(SESSION);
    out.field(CREDENTIAL, tape, fields.first(Detail.SESSION_ACCESS_KEY));
    out.field(ISSUER, tape, fields.first(Detail.SAML_ISSUER, Detail.WEB_PROVIDER));
    out.field(UID, tape, fields.first(Detail.SESSION_ROLE, Detail.SESSION_FEDERATED));
    out.field(UID_ALT, tape, fields.first(Detail.SESSION_ROLE_ID, Detail.SESSION_FEDERATED_ID));
    out.close(session);
    int endpoint = out.open(DST_ENDPOINT);
    out.field(SVC_NAME, tape, fields.get(Field.LOGIN_TO));
    out.close(endpoint);
    int service = out.open(SERVICE);
    out.field(NAME, tape, fields.get(Field.EVENT_SOURCE));
    out.close(service);
    return name;
  }

  /** The role or root that is to be assumed; a refused call may not tell which. */
  private int assumed(JsonTape tape) {
    int uid = fields.first(Detail.REQUEST_ROLE, Detail.REQUEST_TARGET);
    int name = fields.first(Detail.REQUEST_SESSION_NAME);
    int user = out.open(USER);
    if (uid == RecordFields.NONE && name == RecordFields.NONE) {
      out.field(NAME, "Unknown");
    }
    out.field(NAME, tape, name);
    out.field(UID, tape, uid);
    out.close(user);
    return name;
  }

  private int caller(JsonTape tape) {
    int name = fields.either(Field.IDENTITY_USER_NAME, Field.ADDITIONAL_USER_NAME);
    int uid = fields.get(Field.IDENTITY_ARN);
    int user = out.open(USER);
    int account = out.open(ACCOUNT);
    out.field(UID, tape, fields.get(Field.IDENTITY_ACCOUNT));
    out.close(account);
    if (name == RecordFields.NONE && uid == RecordFields.NONE) {
      out.field(NAME, "Unknown");
    }
    out.field(NAME, tape, name);
    out.field(TYPE, tape, fields.get(Field.IDENTITY_TYPE));
    out.field(UID, tape, uid);
    out.field(UID_ALT, tape, fields.either(Field.IDENTITY_PRINCIPAL, Field.ON_BEHALF_USER));
    out.close(user);
    return name;
  }

  private void mfa(JsonTape tape) {
    int used = fields.get(Field.MFA_USED);
    if (used == RecordFields.NONE) {
      return;
    }
    boolean yes = tape.means(used, YES);
    if (yes || tape.means(used, NO)) {
      out.comma();
      out.raw(IS_MFA);
      out.raw(yes ? JsonOut.TRUE : JsonOut.FALSE);
    } else {
      fields.leaveUnmapped(Field.MFA_USED);
    }
  }
}
