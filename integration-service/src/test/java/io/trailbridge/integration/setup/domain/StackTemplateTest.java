package io.trailbridge.integration.setup.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailbridge.contracts.connection.Delivery;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StackTemplateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @MethodSource("io.trailbridge.integration.setup.domain.Scopes#plans")
  void shouldMakeTheRolesOfTheScript(SetupPlan plan) throws JsonProcessingException {
    // When
    JsonNode template = JSON.readTree(StackTemplate.of(plan, Scopes.commands()));

    // Then
    JsonNode access = template.at("/Resources/AccessRole/Properties");
    assertThat(access.path("RoleName").asText()).isEqualTo(plan.names().accessRole());
    assertThat(access.at("/Policies/0/PolicyName").asText()).isEqualTo("trailbridge");
    assertThat(access.at("/Policies/0/PolicyDocument"))
        .isEqualTo(JSON.readTree(plan.accessPolicy().json()));
    JsonNode trust = access.at("/AssumeRolePolicyDocument/Statement");
    assertThat(trust).hasSize(1);
    assertThat(trust.at("/0/Principal").toString())
        .isEqualTo("{\"AWS\":\"" + plan.workerRole() + "\"}");
    assertThat(trust.at("/0/Condition").toString())
        .isEqualTo("{\"StringEquals\":{\"sts:ExternalId\":\"" + plan.externalId() + "\"}}");
    boolean push = plan.delivery() == Delivery.PUSH;
    assertThat(template.path("Resources").has("ForwarderRole")).isEqualTo(push);
    assertThat(template.path("Outputs").has("OrganizationCommands")).isEqualTo(plan.organization());
    assertThat(template.at("/Outputs/CompleteCommand/Value/Fn::Sub").asText())
        .contains("\"accessRoleArn\":\"${AccessRole.Arn}\"", "Bearer $TRAILBRIDGE_TOKEN")
        .endsWith("'https://api.trailbridge.test/api/v1/setup/complete'");
  }
}
