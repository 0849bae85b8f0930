package io.trailbridge.provisioning.connection.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailbridge.provisioning.connection.domain.Fault;
import io.trailbridge.provisioning.connection.domain.Faults;
import io.trailbridge.provisioning.connection.domain.PolicyDocument;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Policies and attributes that AWS wants as JSON in a string. */
final class JsonValues {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private JsonValues() {}

  static PolicyDocument policy(@Nullable String json) {
    return json == null || json.isBlank()
        ? PolicyDocument.empty()
        : PolicyDocument.from(parse(json));
  }

  static Map<String, Object> parse(String json) {
    try {
      return MAPPER.readValue(json, OBJECT);
    } catch (JsonProcessingException e) {
      // S3 gives a policy as the body of its answer: what is no JSON is no answer of S3.
      Fault garbage = Fault.unanswered("reading a policy", null);
      throw new Refusal(Faults.judge(garbage), garbage);
    }
  }

  /** Whether every member of {@code wanted} stands in {@code found}; AWS adds its defaults. */
  static boolean contains(Map<?, ?> found, Map<?, ?> wanted) {
    return wanted.entrySet().stream()
        .allMatch(
            it -> {
              Object there = found.get(it.getKey());
              return it.getValue() instanceof Map<?, ?> inner
                  ? there instanceof Map<?, ?> map && contains(map, inner)
                  : String.valueOf(there).equals(String.valueOf(it.getValue()));
            });
  }

  static String print(PolicyDocument policy) {
    return print(policy.json());
  }

  static String print(Map<String, Object> values) {
    try {
      return MAPPER.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON values cannot fail to be printed", e);
    }
  }
}
