package io.trailbridge.integration.setup.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupPlanTest {

  @Test
  void shouldBeOneKeyAndOneValueALine() {
    // Given
    PolicyScope scope = Scopes.scope(false, new Resources.New(null, 90), Delivery.PUSH);

    // When
    SetupPlan plan =
        SetupPlan.of(
            scope,
            new TenantId("acme"),
            new Arn("arn:aws:iam::111111111111:role/trailbridge-worker"),
            "0f0e0d0c0b0a09080706050403020100");

    // Then
    assertThat(plan.lines())
        .isEqualTo(
            """
            trailbridge-plan 1
            connection 0190f7c2-aaaa-7bbb-8ccc-0123456789ab
            tenant acme
            partition aws
            account 222222222222
            region eu-central-1
            organization false
            delivery PUSH
            worker-role arn:aws:iam::111111111111:role/trailbridge-worker
            external-id 0f0e0d0c0b0a09080706050403020100
            access-policy %s
            forwarder-policy %s
            end plan
            """
                .formatted(AccessPolicy.of(scope).json(), ForwarderPolicy.of(scope).json()));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      delimiter = '|',
      value = {
        "text/plain, application/json;q=0.5|true",
        "text/plain|true",
        "text/plain;q=1|true",
        "application/json|false",
        "*/*|false",
        "application/json, text/plain|false",
        "text/plaintext|false",
        "null|false"
      })
  void shouldBeLinesOnlyForWhoAsksForThemFirst(String accept, boolean lines) {
    // Then
    assertThat(ScriptLines.areAskedFor(accept)).isEqualTo(lines);
  }
}
