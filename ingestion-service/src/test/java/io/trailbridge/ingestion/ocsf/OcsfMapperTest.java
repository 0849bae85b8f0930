package io.trailbridge.ingestion.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OcsfMapperTest {

  @ParameterizedTest
  @CsvSource({
    "CreateUser,1,Create",
    "RunInstances,1,Create",
    "DescribeInstances,2,Read",
    "GetObject,2,Read",
    "HeadObject,2,Read",
    "BatchGetItem,2,Read",
    "BatchWriteItem,3,Update",
    "PutBucketPolicy,3,Update",
    "DeleteObjects,4,Delete",
    "TerminateInstances,4,Delete",
    "AssumeRole,99,AssumeRole",
    "Decrypt,99,Decrypt",
    "Batch,99,Batch",
    "Gettysburg,99,Gettysburg",
    "x,99,x"
  })
  void shouldReadTheActivityFromTheVerb(String eventName, int id, String name) {
    // When
    JsonNode event = Mapped.one("{\"eventName\":\"%s\"}".formatted(eventName));

    // Then
    assertThat(event.get("activity_id").asInt()).isEqualTo(id);
    assertThat(event.get("activity_name").asText()).isEqualTo(name);
    assertThat(event.get("type_uid").asInt()).isEqualTo(600300 + id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3.4",
        "255.255.255.255",
        "::",
        "::1",
        "2a05:d018:1:2::3f",
        "::ffff:1.2.3.4",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::",
        "1:2:3:4:5:6:1.2.3.4"
      })
  void shouldTakeAnAddressForAnIp(String address) {
    JsonNode event = Mapped.one("{\"sourceIPAddress\":\"%s\"}".formatted(address));

    assertThat(event.at("/src_endpoint/ip").asText()).isEqualTo(address);
    assertThat(event.at("/observables/0/type_id").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "256.1.1.1",
        "1.2.3",
        "1.2.3.4.",
        "01.2.3.4",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        ":::",
        "12345::",
        "1:2:3:4:5:6:7:",
        "g::1",
        "ec2.amazonaws.com",
        "1.2.3.4:80"
      })
  void shouldTakeAnythingElseForADomain(String text) {
    JsonNode event = Mapped.one("{\"sourceIPAddress\":\"%s\"}".formatted(text));

    assertThat(event.at("/src_endpoint/domain").asText()).isEqualTo(text);
    assertThat(event.at("/src_endpoint").has("ip")).isFalse();
  }

  @Test
  void shouldPointOutUsersHostsAndResources() {
    // When
    JsonNode event =
        Mapped.one(
            """
            {"userIdentity":{"userName":"zoë"},"sourceIPAddress":"ecs.amazonaws.com",
             "resources":[{"ARN":"arn:aws:s3:::a","type":"T","accountId":"222222222222","x":1},
                          {"ARNPrefix":"arn:aws:s3:::b/"},{"type":"only"}]}
            """);

    // Then
    assertThat(event.get("observables").findValuesAsText("value"))
        .containsExactly("zoë", "ecs.amazonaws.com", "arn:aws:s3:::a", "arn:aws:s3:::b/");
    assertThat(event.at("/resources/0/owner/account/uid").asText()).isEqualTo("222222222222");
    assertThat(event.get("unmapped").get("resources[0].x").asText()).isEqualTo("1");
  }

  @Test
  void shouldNotCallAServiceWithoutAHostNameAHost() {
    JsonNode event = Mapped.one("{\"sourceIPAddress\":\"AWS Internal\"}");
    assertThat(event.at("/src_endpoint/domain").asText()).isEqualTo("AWS Internal");
    assertThat(event.has("observables")).isFalse();
  }

  @Test
  void shouldEmbedParametersAsCompactJson() throws Exception {
    // Given
    String parameters = "{ \"a b\" : [ 1 , \"x \\\" \\\\ \\n \\u00e9 é\" , { } ] , \"c\" : null }";

    // When
    JsonNode event = Mapped.one("{\"requestParameters\":" + parameters + "}");

    // Then
    String data = event.at("/api/request/data").asText();
    assertThat(data).startsWith("{\"a b\":[1,").endsWith(",{}],\"c\":null}");
    var json = new com.fasterxml.jackson.databind.ObjectMapper();
    assertThat(json.readTree(data)).isEqualTo(json.readTree(parameters));
    assertThat(event.at("/api/request/uid").asText()).isEqualTo("Unknown");
  }

  @Test
  void shouldFlattenWhatHasNoPlace() {
    // When
    JsonNode unmapped =
        Mapped.one(
                """
                {"additionalEventData":{"x.y":1,"x":{"y":2,"e":{},"l":[1,{"a":"b"}],"n":null}},
                 "readOnly":true,"awsRegion":{"odd":1},"userIdentity":"odd","apiVersion":null}
                """)
            .get("unmapped");

    // Then
    assertThat(unmapped.get("additionalEventData.x\\.y").asText()).isEqualTo("1");
    assertThat(unmapped.get("additionalEventData.x.y").asText()).isEqualTo("2");
    assertThat(unmapped.get("additionalEventData.x.e").asText()).isEqualTo("{}");
    assertThat(unmapped.get("additionalEventData.x.l").asText()).isEqualTo("[1,{\"a\":\"b\"}]");
    assertThat(unmapped.get("readOnly").asText()).isEqualTo("true");
    assertThat(unmapped.get("awsRegion.odd").asText()).isEqualTo("1");
    assertThat(unmapped.get("userIdentity").asText()).isEqualTo("odd");
    assertThat(unmapped).hasSize(7);
  }

  @Test
  void shouldPreferTheCallersOwnFieldsAndKeepTheOthers() {
    // When
    JsonNode event =
        Mapped.one(
            """
            {"userIdentity":{"accessKeyId":"AK","credentialId":"CR","userName":"U","principalId":"P",
             "identityProvider":"I","onBehalfOf":{"userId":"O","identityStoreArn":"S"},
             "sessionContext":{"webIdFederationData":{"federatedProvider":"F"}}},
             "additionalEventData":{"UserName":"A"}}
            """);

    // Then
    assertThat(event.at("/actor/user/credential_uid").asText()).isEqualTo("AK");
    assertThat(event.at("/actor/user/name").asText()).isEqualTo("U");
    assertThat(event.at("/actor/user/uid_alt").asText()).isEqualTo("P");
    assertThat(event.at("/actor/idp/name").asText()).isEqualTo("I");
    assertThat(event.at("/actor/idp/uid").asText()).isEqualTo("S");
    JsonNode unmapped = event.get("unmapped");
    assertThat(unmapped.get("userIdentity.credentialId").asText()).isEqualTo("CR");
    assertThat(unmapped.get("additionalEventData.UserName").asText()).isEqualTo("A");
    assertThat(unmapped.get("userIdentity.onBehalfOf.userId").asText()).isEqualTo("O");
    assertThat(
            unmapped
                .get("userIdentity.sessionContext.webIdFederationData.federatedProvider")
                .asText())
        .isEqualTo("F");
  }

  @Test
  void shouldKeepTheThreeTimesApart() {
    // When
    JsonNode event = Mapped.one("{\"eventTime\":\"2026-03-01T00:04:12Z\"}");

    // Then
    assertThat(event.get("time").asLong()).isEqualTo(1772323452000L);
    assertThat(event.get("time_dt").asText()).isEqualTo("2026-03-01T00:04:12+00:00");
    assertThat(event.at("/metadata/logged_time_dt").asText())
        .isEqualTo("2026-03-01T00:05:00+00:00");
    assertThat(event.at("/metadata/processed_time_dt").asText())
        .isEqualTo("2026-03-01T00:09:30.250+00:00");
    assertThat(event.at("/metadata").has("labels")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z,event_time_out_of_range",
    "9999-12-31T23:59:59Z,event_time_out_of_range",
    "2026-03-02T00:00:00Z,event_time_out_of_range",
    "2026-03-01T00:04:12,event_time_unreadable",
    "yesterday,event_time_unreadable"
  })
  void shouldKeepAndLabelATimeThatCannotBe(String time, String label) {
    // When
    JsonNode event = Mapped.one("{\"eventTime\":\"" + time + "\"}");

    // Then
    assertThat(event.at("/metadata/labels/0").asText()).isEqualTo(label);
    if (label.endsWith("unreadable")) {
      assertThat(event.at("/metadata/original_time").asText()).isEqualTo(time);
      assertThat(event.get("time_dt").asText()).isEqualTo("2026-03-01T00:05:00+00:00");
    } else {
      assertThat(event.get("time_dt").asText()).startsWith(time.substring(0, 19));
    }
  }

  @Test
  void shouldTellFailureFromSuccess() {
    assertThat(Mapped.one("{\"errorCode\":\"AccessDenied\"}").get("status").asText())
        .isEqualTo("Failure");
    assertThat(Mapped.one("{\"errorCode\":\"\"}").get("status_id").asInt()).isEqualTo(1);
    assertThat(Mapped.one("{}").get("status").asText()).isEqualTo("Success");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\"",
        "\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"CreateUser\"",
        "\"eventSource\":\"sts.amazonaws.com\",\"eventName\":\"AssumeRole\""
      })
  void shouldTellInEveryClassWhyACallFailed(String call) {
    // When
    JsonNode event =
        Mapped.one("{" + call + ",\"errorCode\":\"AccessDenied\",\"errorMessage\":\"not you\"}");

    // Then
    assertThat(event.get("status_code").asText()).isEqualTo("AccessDenied");
    assertThat(event.get("status_detail").asText()).isEqualTo("not you");
    JsonNode fine = Mapped.one("{" + call + ",\"errorCode\":\"\"}");
    assertThat(fine.has("status_code")).isFalse();
    assertThat(fine.has("status_detail")).isFalse();
  }

  @Test
  void shouldCorrelateTheTwoViewsOfOneAction() {
    // When
    JsonNode event = Mapped.one("{\"sharedEventID\":\"s-1\"}");
    JsonNode empty = Mapped.one("{\"sharedEventID\":\"\"}");

    // Then
    assertThat(event.at("/metadata/correlation_uid").asText()).isEqualTo("s-1");
    assertThat(event.at("/unmapped/sharedEventID").asText()).isEqualTo("s-1");
    assertThat(empty.at("/metadata/correlation_uid").isMissingNode()).isTrue();
    assertThat(empty.at("/unmapped/sharedEventID").asText()).isEmpty();
    assertThat(empty.at("/unmapped/sharedEventID").isTextual()).isTrue();
  }

  @Test
  void shouldReadNamesHoweverTheyAreWritten() {
    JsonNode event = Mapped.one("{\"event\\u004eame\":\"GetObject\",\"aws\\u0052egion\":\"r\"}");
    assertThat(event.at("/api/operation").asText()).isEqualTo("GetObject");
    assertThat(event.at("/cloud/region").asText()).isEqualTo("r");
  }
}
