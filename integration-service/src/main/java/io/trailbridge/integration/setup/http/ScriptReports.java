package io.trailbridge.integration.setup.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.setup.Setups;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the script's report: strings only, no field that is not known. */
@ApplicationScoped
class ScriptReports {
  private static final Set<String> FIELDS =
      Set.of("accountId", "accessRoleArn", "forwarderRoleArn");

  private final ObjectReader reader;

  ScriptReports(ObjectMapper mapper) {
    this.reader =
        mapper
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  }

  Setups.Report read(String body) {
    JsonNode json = parse(body);
    List<Problem.Field> errors = new ArrayList<>();
    String account = text(json, "accountId");
    if (account == null || !AccountId.isValid(account)) {
      errors.add(new Problem.Field("accountId", "must be 12 digits"));
    }
    Arn access = arn(json, "accessRoleArn", errors);
    if (access == null && text(json, "accessRoleArn") == null) {
      errors.add(new Problem.Field("accessRoleArn", "is required"));
    }
    Arn forwarder = arn(json, "forwarderRoleArn", errors);
    if (account == null || access == null || !errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return new Setups.Report(account, access, forwarder);
  }

  private JsonNode parse(String body) {
    JsonNode json;
    try {
      json = reader.readTree(body);
    } catch (JsonProcessingException e) {
      throw Problem.malformed("The body is not JSON.");
    }
    if (json == null || !json.isObject()) {
      throw Problem.malformed("The body is not a JSON object.");
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw Problem.malformed("The body has an unknown field.");
              }
            });
    return json;
  }

  private static @Nullable String text(JsonNode json, String field) {
    JsonNode value = json.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw Problem.malformed(field, "must be a string");
    }
    return value.textValue();
  }

  private static @Nullable Arn arn(JsonNode json, String field, List<Problem.Field> errors) {
    String value = text(json, field);
    if (value == null) {
      return null;
    }
    try {
      return new Arn(value);
    } catch (IllegalArgumentException e) {
      errors.add(new Problem.Field(field, "must be the ARN of an IAM role"));
      return null;
    }
  }
}
