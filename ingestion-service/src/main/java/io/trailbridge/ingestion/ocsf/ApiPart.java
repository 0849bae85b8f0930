package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.domain.JsonTape;

/** {@code api}, {@code cloud}, {@code http_request} and {@code status}: what was called. */
final class ApiPart {
  private static final byte[] API = JsonOut.name("api");
  private static final byte[] OPERATION = JsonOut.name("operation");
  private static final byte[] REQUEST = JsonOut.name("request");
  private static final byte[] RESPONSE = JsonOut.name("response");
  private static final byte[] DATA = JsonOut.name("data");
  private static final byte[] UID = JsonOut.name("uid");
  private static final byte[] ERROR = JsonOut.name("error");
  private static final byte[] MESSAGE = JsonOut.name("message");
  private static final byte[] SERVICE = JsonOut.name("service");
  private static final byte[] NAME = JsonOut.name("name");
  private static final byte[] VERSION = JsonOut.name("version");
  private static final byte[] CLOUD = JsonOut.name("cloud");
  private static final byte[] ACCOUNT = JsonOut.name("account");
  private static final byte[] PROVIDER = JsonOut.ascii("\"provider\":\"AWS\"");
  private static final byte[] REGION = JsonOut.name("region");
  private static final byte[] HTTP_REQUEST = JsonOut.name("http_request");
  private static final byte[] USER_AGENT = JsonOut.name("user_agent");
  private static final byte[] SUCCEEDED = JsonOut.ascii("\"status\":\"Success\",\"status_id\":1");
  private static final byte[] STATUS_CODE = JsonOut.name("status_code");
  private static final byte[] STATUS_DETAIL = JsonOut.name("status_detail");
  private static final byte[] FAILED = JsonOut.ascii("\"status\":\"Failure\",\"status_id\":2");

  private final JsonOut out;
  private final RecordFields fields;

  ApiPart(JsonOut out, RecordFields fields) {
    this.out = out;
    this.fields = fields;
  }

  void write(JsonTape tape, boolean failed) {
    int api = out.open(API);
    orUnknown(OPERATION, tape, fields.get(Field.EVENT_NAME));
    request(tape);
    int response = out.open(RESPONSE);
    data(tape, fields.get(Field.RESPONSE_ELEMENTS));
    out.field(ERROR, tape, fields.get(Field.ERROR_CODE));
    out.field(MESSAGE, tape, fields.get(Field.ERROR_MESSAGE));
    out.close(response);
    int service = out.open(SERVICE);
    out.field(NAME, tape, fields.get(Field.EVENT_SOURCE));
    out.close(service);
    out.field(VERSION, tape, fields.get(Field.API_VERSION));
    out.close(api);

    int cloud = out.open(CLOUD);
    int account = out.open(ACCOUNT);
    out.field(UID, tape, fields.get(Field.RECIPIENT_ACCOUNT));
    out.close(account);
    out.comma();
    out.raw(PROVIDER);
    out.field(REGION, tape, fields.get(Field.AWS_REGION));
    out.close(cloud);

    int http = out.open(HTTP_REQUEST);
    out.field(USER_AGENT, tape, fields.get(Field.USER_AGENT));
    out.close(http);

    out.comma();
    out.raw(failed ? FAILED : SUCCEEDED);
    int error = fields.get(Field.ERROR_CODE);
    if (JsonOut.says(tape, error)) {
      out.field(STATUS_CODE, tape, error);
    }
    out.field(STATUS_DETAIL, tape, fields.get(Field.ERROR_MESSAGE));
  }

  /** The schema wants a uid in a request: one without requestID says Unknown. */
  private void request(JsonTape tape) {
    int parameters = fields.get(Field.REQUEST_PARAMETERS);
    int id = fields.get(Field.REQUEST_ID);
    if (parameters == RecordFields.NONE && id == RecordFields.NONE) {
      return;
    }
    int request = out.open(REQUEST);
    data(tape, parameters);
    orUnknown(UID, tape, id);
    out.close(request);
  }

  private void data(JsonTape tape, int token) {
    if (token != RecordFields.NONE) {
      out.comma();
      out.raw(DATA);
      out.embedded(tape, token);
    }
  }

  private void orUnknown(byte[] name, JsonTape tape, int token) {
    if (token == RecordFields.NONE) {
      out.field(name, "Unknown");
    } else {
      out.field(name, tape, token);
    }
  }
}
