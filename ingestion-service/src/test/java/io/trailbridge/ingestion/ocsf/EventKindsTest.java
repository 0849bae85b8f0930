package io.trailbridge.ingestion.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventKindsTest {
  static List<Records.Kind> kinds() {
    return Records.all();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldBecomeTheRightClassAndActivity(Records.Kind kind) {
    assertThat(Mapped.one(kind.json()).get("type_uid").asInt()).isEqualTo(kind.type());
  }

  @Test
  void shouldBeValidForTheSchema() {
    OcsfSchema schema = new OcsfSchema(OcsfData.required());
    for (Records.Kind kind : kinds()) {
      assertThat(schema.problems(Mapped.one(kind.json()))).as("%s", kind).isEmpty();
    }
  }

  @Test
  void shouldTellWhoSignedInAndHow() {
    // When
    JsonNode event = event("console login with MFA");

    // Then
    assertThat(event.at("/user/name").asText()).isEqualTo("alice");
    assertThat(event.at("/user/uid").asText()).isEqualTo("arn:aws:iam::111122223333:user/alice");
    assertThat(event.at("/user/uid_alt").asText()).isEqualTo("AIDAEXAMPLE");
    assertThat(event.at("/dst_endpoint/svc_name").asText())
        .isEqualTo("https://console.aws.amazon.com/");
    assertThat(event.at("/service/name").asText()).isEqualTo("signin.amazonaws.com");
    assertThat(event.get("is_mfa").asBoolean()).isTrue();
    assertThat(event.get("status").asText()).isEqualTo("Success");
    assertThat(event("console login without MFA").get("is_mfa").asBoolean()).isFalse();
  }

  @Test
  void shouldTellAFailedSignInByItsOutcome() {
    JsonNode event = event("failed console login");
    assertThat(event.get("status_id").asInt()).isEqualTo(2);
    assertThat(event.get("status_detail").asText()).isEqualTo("Failed authentication");
    assertThat(event("credential verified").get("status").asText()).isEqualTo("Failure");
    assertThat(event("user authenticated").get("status").asText()).isEqualTo("Success");
  }

  @Test
  void shouldTellTheRoleAndTheSessionThatWasMade() {
    // When
    JsonNode event = event("role assumed by a user");

    // Then
    assertThat(event.at("/actor/user/name").asText()).isEqualTo("alice");
    assertThat(event.at("/user/uid").asText()).isEqualTo("arn:aws:iam::111122223333:role/R");
    assertThat(event.at("/user/name").asText()).isEqualTo("s");
    assertThat(event.at("/session/credential_uid").asText()).isEqualTo("ASIANEW");
    assertThat(event.at("/session/uid").asText())
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/R/s");
    assertThat(event.at("/session/uid_alt").asText()).isEqualTo("AROANEW:s");
    assertThat(event("SAML user").get("auth_protocol").asText()).isEqualTo("SAML");
    assertThat(event("SAML user").at("/session/issuer").asText()).isEqualTo("https://idp");
    assertThat(event("web identity").get("auth_protocol_id").asInt()).isEqualTo(4);
    assertThat(event("role not assumed").at("/user/name").asText()).isEqualTo("Unknown");
  }

  @Test
  void shouldTellWhoseAccountWasChangedAndHow() {
    // When
    JsonNode created = event("iam CreateUser");
    JsonNode attached = event("iam AttachUserPolicy");

    // Then
    assertThat(created.at("/user/name").asText()).isEqualTo("bob");
    assertThat(created.at("/user/uid").asText()).isEqualTo("AIDABOB");
    assertThat(created.at("/user/uid_alt").asText()).endsWith("user/bob");
    assertThat(created.get("observables").findValuesAsText("value"))
        .containsExactly("alice", "bob", "203.0.113.7");
    assertThat(attached.at("/policy/uid").asText())
        .isEqualTo("arn:aws:iam::aws:policy/ReadOnlyAccess");
    assertThat(attached.at("/policies/0")).isEqualTo(attached.get("policy"));
    assertThat(event("iam UpdateUser").at("/user_result/name").asText()).isEqualTo("robert");
    assertThat(event("iam CreateAccessKey").at("/user/credential_uid").asText())
        .isEqualTo("AKIANEW");
    assertThat(event("iam AddUserToGroup").at("/user/groups/0/name").asText()).isEqualTo("admins");
    assertThat(event("iam ChangePassword").at("/user/uid").asText()).isEqualTo("AIDAEXAMPLE");
    assertThat(event("refused deletion").at("/user/name").asText()).isEqualTo("Unknown");
  }

  private static JsonNode event(String title) {
    for (Records.Kind kind : kinds()) {
      if (kind.title().equals(title)) {
        return Mapped.one(kind.json());
      }
    }
    throw new AssertionError(title);
  }
}
