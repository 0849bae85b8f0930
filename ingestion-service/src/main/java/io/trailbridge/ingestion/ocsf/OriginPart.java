package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.domain.JsonTape;
import io.trailbridge.ingestion.batch.domain.JsonTape.Kind;

/** {@code src_endpoint}, {@code resources} and the {@code observables} that point at them. */
final class OriginPart {
  private static final byte[] SRC_ENDPOINT = JsonOut.name("src_endpoint");
  private static final byte[] IP = JsonOut.name("ip");
  private static final byte[] DOMAIN = JsonOut.name("domain");
  private static final byte[] UID = JsonOut.name("uid");
  private static final byte[] NAME = JsonOut.name("name");
  private static final byte[] RESOURCES = JsonOut.name("resources");
  private static final byte[] OWNER = JsonOut.name("owner");
  private static final byte[] ACCOUNT = JsonOut.name("account");
  private static final byte[] TYPE = JsonOut.name("type");
  private static final byte[] OBSERVABLES = JsonOut.name("observables");
  private static final byte[] USER_NAME = observable("actor.user.name", "User Name", 4);
  private static final byte[] TARGET_NAME = observable("user.name", "User Name", 4);
  private static final byte[] SOURCE_IP = observable("src_endpoint.ip", "IP Address", 2);
  private static final byte[] SOURCE_DOMAIN = observable("src_endpoint.domain", "Hostname", 1);
  private static final byte[] RESOURCE = observable("resources[].uid", "Resource UID", 10);
  private static final byte[] ACCOUNT_ID = JsonOut.ascii("accountId");
  private static final byte[] ARN = JsonOut.ascii("ARN");
  private static final byte[] ARN_PREFIX = JsonOut.ascii("ARNPrefix");
  private static final byte[] TYPE_FIELD = JsonOut.ascii("type");

  private final JsonOut out;
  private final RecordFields fields;
  private final Unmapped unmapped;
  private int[] resourceUids = new int[8];
  private int resourceCount;

  OriginPart(JsonOut out, RecordFields fields, Unmapped unmapped) {
    this.out = out;
    this.fields = fields;
    this.unmapped = unmapped;
  }

  /**
   * Writes them.
   *
   * @param withResources whether the event's class has a place for them
   * @param user the token of the name of the user who was acted on, where there is one
   */
  void write(JsonTape tape, boolean withResources, int user) {
    int address = fields.get(Field.SOURCE_ADDRESS);
    boolean isIp =
        address != RecordFields.NONE
            && Address.isIp(tape.bytes(), tape.from(address), tape.to(address));
    int endpoint = out.open(SRC_ENDPOINT);
    out.field(isIp ? IP : DOMAIN, tape, address);
    out.field(UID, tape, fields.get(Field.VPC_ENDPOINT));
    if (address == RecordFields.NONE && !fields.has(Field.VPC_ENDPOINT)) {
      out.field(NAME, "Unknown");
    }
    out.close(endpoint);
    resourceCount = 0;
    if (withResources) {
      resources(tape);
    } else {
      fields.leaveUnmapped(Field.RESOURCES);
    }
    observables(tape, address, isIp, user);
  }

  private void resources(JsonTape tape) {
    int list = fields.get(Field.RESOURCES);
    if (list == RecordFields.NONE) {
      return;
    }
    if (!isListOfObjects(tape, list)) {
      fields.leaveUnmapped(Field.RESOURCES);
      return;
    }
    if (tape.first(list) == tape.end(list)) {
      return;
    }
    out.comma();
    out.raw(RESOURCES);
    out.begin('[');
    int index = 0;
    for (int item = tape.first(list); item < tape.end(list); item = tape.next(item)) {
      out.comma();
      resource(tape, item, index++);
    }
    out.raw(']');
  }

  private static boolean isListOfObjects(JsonTape tape, int list) {
    if (tape.kind(list) != Kind.ARRAY) {
      return false;
    }
    for (int item = tape.first(list); item < tape.end(list); item = tape.next(item)) {
      if (tape.kind(item) != Kind.OBJECT) {
        return false;
      }
    }
    return true;
  }

  private void resource(JsonTape tape, int item, int index) {
    int owner = RecordFields.NONE;
    int type = RecordFields.NONE;
    int arn = RecordFields.NONE;
    int arnPrefix = RecordFields.NONE;
    for (int key = tape.first(item); key < tape.end(item); key = tape.next(key + 1)) {
      boolean scalar = tape.isScalar(key + 1);
      if (scalar && tape.means(key, ACCOUNT_ID)) {
        owner = key + 1;
      } else if (scalar && tape.means(key, TYPE_FIELD)) {
        type = key + 1;
      } else if (scalar && tape.means(key, ARN)) {
        arn = key + 1;
      } else if (scalar && tape.means(key, ARN_PREFIX)) {
        arnPrefix = key;
      } else {
        unmapped.add(JsonOut.ascii("resources[" + index + "]."), key);
      }
    }
    if (arn != RecordFields.NONE && arnPrefix != RecordFields.NONE) {
      unmapped.add(JsonOut.ascii("resources[" + index + "]."), arnPrefix);
    } else if (arnPrefix != RecordFields.NONE) {
      // S3 names the objects that a listing could have touched by the beginning of their ARNs.
      arn = arnPrefix + 1;
    }
    out.begin('{');
    int ownerAt = out.open(OWNER);
    int accountAt = out.open(ACCOUNT);
    out.field(UID, tape, owner);
    out.close(accountAt);
    out.close(ownerAt);
    out.field(TYPE, tape, type);
    if (arn == RecordFields.NONE) {
      // The schema wants a name or a uid.
      out.field(NAME, "Unknown");
    } else {
      out.field(UID, tape, arn);
      remember(arn);
    }
    out.raw('}');
  }

  private void remember(int uid) {
    if (resourceCount == resourceUids.length) {
      resourceUids = java.util.Arrays.copyOf(resourceUids, resourceCount * 2);
    }
    resourceUids[resourceCount++] = uid;
  }

  private void observables(JsonTape tape, int address, boolean isIp, int user) {
    int before = out.length();
    out.comma();
    out.raw(OBSERVABLES);
    out.begin('[');
    int empty = out.length();
    observable(
        USER_NAME, tape, fields.either(Field.IDENTITY_USER_NAME, Field.ADDITIONAL_USER_NAME));
    observable(TARGET_NAME, tape, user);
    if (isIp) {
      observable(SOURCE_IP, tape, address);
    } else if (address != RecordFields.NONE
        && Address.isHostName(tape.bytes(), tape.from(address), tape.to(address))) {
      observable(SOURCE_DOMAIN, tape, address);
    }
    for (int i = 0; i < resourceCount; i++) {
      observable(RESOURCE, tape, resourceUids[i]);
    }
    if (out.length() == empty) {
      out.cut(before);
    } else {
      out.raw(']');
    }
  }

  private void observable(byte[] prefix, JsonTape tape, int token) {
    if (JsonOut.says(tape, token)) {
      out.comma();
      out.raw(prefix);
      out.text(tape, token);
      out.raw('}');
    }
  }

  private static byte[] observable(String name, String type, int typeId) {
    return JsonOut.ascii(
        "{\"name\":\"%s\",\"type\":\"%s\",\"type_id\":%d,\"value\":".formatted(name, type, typeId));
  }
}
