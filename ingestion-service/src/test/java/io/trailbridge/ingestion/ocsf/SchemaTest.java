package io.trailbridge.ingestion.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  private final OcsfSchema schema = new OcsfSchema(OcsfData.required());

  @Test
  void shouldComplainWhereSomethingIsWrong() {
    // Given
    ObjectNode event =
        (ObjectNode) Mapped.one("{\"eventID\":\"x\",\"sourceIPAddress\":\"1.2.3.4\"}");
    event.put("severity_id", 17);
    event.put("surprise", true);
    event.remove("time");
    ((ObjectNode) event.get("metadata")).put("uid", 5);
    ((ObjectNode) event.get("src_endpoint")).put("ip", "1.2.3.400");
    ((ObjectNode) event.get("actor")).removeAll();

    // When
    List<String> problems = schema.problems(event);

    // Then
    assertThat(problems).hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api-activity/samples/generic_api_activity",
        "authentication/samples/authentication",
        "account-change/samples/account_change"
      })
  void shouldBeValidForTheOfficialSamples(String sample) {
    String raw = OcsfData.required().text("mapping-1.5.0/" + sample + ".raw");
    assertThat(schema.problems(Mapped.one(raw))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"userIdentity\":{}}",
        "{\"userIdentity\":{\"type\":\"AWSService\",\"invokedBy\":\"ec2.amazonaws.com\"}}",
        "{\"userIdentity\":{\"type\":\"Unknown\"}}",
        "{\"userIdentity\":{\"accessKeyId\":\"A\"}}",
        "{\"userIdentity\":{\"sessionContext\":{\"attributes\":{\"creationDate\":\"odd\"}}}}",
        "{\"userIdentity\":{\"sessionContext\":{\"attributes\":{\"mfaAuthenticated\":\"odd\"}}}}",
        "{\"eventSource\":\"kms.amazonaws.com\",\"sourceIPAddress\":\"AWS Internal\"}",
        "{\"requestParameters\":{\"a\":1}}",
        "{\"requestID\":\"r\"}",
        "{\"resources\":[{}]}",
        "{\"resources\":[1]}",
        "{\"resources\":{\"a\":1}}",
        "{\"eventTime\":5,\"awsRegion\":5,\"recipientAccountId\":222222222222,\"errorCode\":[]}"
      })
  void shouldBeValidForSparseAndOddRecords(String record) {
    assertThat(schema.problems(Mapped.one(record))).isEmpty();
  }

  @Test
  void shouldBeValidWhateverFieldsAreMissingOrOdd() {
    long seed = 20260301;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      // Given
      String record = RandomRecord.of(random);

      // When
      List<String> problems = schema.problems(Mapped.one(record));

      // Then
      assertThat(problems).as("seed %d, record %d: %s", seed, i, record).isEmpty();
    }
  }
}
