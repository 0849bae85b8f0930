package io.trailbridge.ingestion.ocsf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** CloudTrail records in which any field may be missing, null, or of another type than usual. */
final class RandomRecord {
  private static final String[] ODD = {
    "null", "7", "true", "{}", "[]", "{\"a\":{\"b\":[1]}}", "\"\""
  };

  private RandomRecord() {}

  private static final String[][] CALLS = {
    {"s3", "GetObject"},
    {"iam", "CreateUser"},
    {"iam", "ChangePassword"},
    {"iam", "AttachRolePolicy"},
    {"signin", "ConsoleLogin"},
    {"signin", "CredentialChallenge"},
    {"sts", "AssumeRole"},
    {"sts", "AssumeRoleWithSAML"},
    {"sts", "GetSessionToken"}
  };

  static String of(SplittableRandom random) {
    Map<String, Object> record = new LinkedHashMap<>();
    for (Field field : Field.values()) {
      for (String path : field.paths()) {
        if (random.nextInt(3) > 0) {
          put(record, path, value(field, random));
        }
      }
    }
    String[] call = CALLS[random.nextInt(CALLS.length)];
    if (random.nextInt(8) > 0) {
      put(record, "eventSource", "\"" + call[0] + ".amazonaws.com\"");
      put(record, "eventName", "\"" + call[1] + "\"");
    }
    for (Detail detail : Detail.values()) {
      if (random.nextInt(4) == 0) {
        put(record, detail.path(), random.nextInt(8) == 0 ? odd(random) : "\"" + detail + "\"");
      }
    }
    put(record, "readOnly", "true");
    put(record, "tlsDetails.tlsVersion", "\"TLSv1.3\"");
    return write(record);
  }

  private static String value(Field field, SplittableRandom random) {
    if (random.nextInt(8) == 0) {
      return odd(random);
    }
    return switch (field) {
      case EVENT_TIME, SESSION_CREATED -> "\"2026-03-01T00:04:" + random.nextInt(10, 60) + "Z\"";
      case SOURCE_ADDRESS ->
          random.nextBoolean()
              ? "\"203.0.113." + random.nextInt(256) + "\""
              : "\"s3.amazonaws.com\"";
      case RESOURCES ->
          "[{\"ARN\":\"arn:aws:s3:::b\",\"accountId\":\"222222222222\",\"type\":\"AWS::S3::Bucket\"}]";
      case REQUEST_PARAMETERS, RESPONSE_ELEMENTS -> "{\"k\":\"v\",\"l\":[1,2,{\"m\":null}]}";
      default -> "\"" + field + "-" + random.nextInt(100) + "\"";
    };
  }

  private static String odd(SplittableRandom random) {
    return ODD[random.nextInt(ODD.length)];
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> record, String path, String value) {
    Map<String, Object> at = record;
    String[] names = path.split("\\.", -1);
    for (int i = 0; i < names.length - 1; i++) {
      Object inner = at.get(names[i]);
      if (!(inner instanceof Map)) {
        inner = new LinkedHashMap<String, Object>();
        at.put(names[i], inner);
      }
      at = (Map<String, Object>) inner;
    }
    at.put(names[names.length - 1], value);
  }

  private static String write(Object value) {
    if (value instanceof Map<?, ?> map) {
      StringBuilder text = new StringBuilder("{");
      map.forEach(
          (name, inner) ->
              text.append(text.length() == 1 ? "" : ",")
                  .append('"')
                  .append(name)
                  .append("\":")
                  .append(write(inner)));
      return text.append('}').toString();
    }
    return value.toString();
  }
}
