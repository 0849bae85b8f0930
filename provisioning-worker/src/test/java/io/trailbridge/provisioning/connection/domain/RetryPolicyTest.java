package io.trailbridge.provisioning.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  @Test
  void shouldStayBelowTheHourThatSnsGrants() {
    // Given
    Map<?, ?> healthy = (Map<?, ?>) RetryPolicy.longest().get("healthyRetryPolicy");
    int quick = (int) healthy.get("numMinDelayRetries");
    int slow = (int) healthy.get("numMaxDelayRetries");
    int growing = (int) healthy.get("numRetries") - quick - slow;
    int shortest = (int) healthy.get("minDelayTarget");
    int longest = (int) healthy.get("maxDelayTarget");

    // When
    int most = quick * shortest + (growing + slow) * longest;

    // Then
    assertThat((int) healthy.get("numRetries")).isLessThanOrEqualTo(100);
    assertThat(quick * shortest + growing * (shortest + longest) / 2 + slow * longest)
        .isBetween(3000, 3600);
    assertThat(most).isLessThanOrEqualTo(3660);
  }
}
