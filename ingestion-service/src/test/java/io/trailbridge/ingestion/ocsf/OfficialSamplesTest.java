package io.trailbridge.ingestion.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfficialSamplesTest {

  /** The second folder's sample is an API Activity too, whatever the folder is called. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "api-activity/samples/generic_api_activity",
        "account-change/samples/account_change"
      })
  void shouldEqualTheOfficialSampleButForWhatWeAdd(String sample) {
    // Given
    OcsfData data = OcsfData.required();
    JsonNode official = data.json("mapping-1.5.0/" + sample + ".ocsf");

    // When
    JsonNode ours = Mapped.one(data.text("mapping-1.5.0/" + sample + ".raw"));

    // Then
    assertThat(leaves(withoutAdditions(ours))).isEqualTo(leaves(inUtc(official)));
  }

  /** The sample lacks the user and the service that the schema of its class requires. */
  @Test
  void shouldEqualTheOfficialSignInButForWhatItLacks() {
    // Given
    OcsfData data = OcsfData.required();
    JsonNode official = data.json("mapping-1.5.0/authentication/samples/authentication.ocsf");

    // When
    String raw = data.text("mapping-1.5.0/authentication/samples/authentication.raw");
    ObjectNode ours = (ObjectNode) withoutAdditions(Mapped.one(raw));

    // Then
    assertThat(ours.remove(List.of("user", "service", "status"))).isNotNull();
    assertThat(ours.at("/observables/1/name").asText()).isEqualTo("user.name");
    ((ArrayNode) ours.get("observables")).remove(1);
    assertThat(leaves(ours)).isEqualTo(leaves(official));
  }

  /**
   * One author's clock was read as local time: what is 15:02:39Z in {@code time} stands as
   * 15:02:39.000-04:00 in {@code time_dt}.
   */
  private static JsonNode inUtc(JsonNode official) {
    replace(official, "time_dt");
    if (official.at("/actor/session").isObject()) {
      replace(official.at("/actor/session"), "created_time_dt");
    }
    return official;
  }

  private static void replace(JsonNode object, String field) {
    String wallClock = object.get(field).asText().substring(0, "2025-07-18T15:02:39".length());
    ((ObjectNode) object).put(field, wallClock + "+00:00");
  }

  private static JsonNode withoutAdditions(JsonNode ours) {
    ((ObjectNode) ours).remove("status_id");
    ((ObjectNode) ours.get("metadata"))
        .remove(
            List.of(
                "logged_time",
                "logged_time_dt",
                "processed_time",
                "processed_time_dt",
                "tenant_uid",
                "labels"));
    return ours;
  }

  private static Map<String, String> leaves(JsonNode node) {
    Map<String, String> leaves = new TreeMap<>();
    collect("", node, leaves);
    return leaves;
  }

  private static void collect(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      node.properties().forEach(e -> collect(path + "/" + e.getKey(), e.getValue(), leaves));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "/" + i, node.get(i), leaves);
      }
    } else {
      leaves.put(path, node.toString());
    }
  }
}
