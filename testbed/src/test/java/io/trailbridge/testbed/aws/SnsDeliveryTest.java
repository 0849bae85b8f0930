package io.trailbridge.testbed.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SnsDeliveryTest {

  @Test
  void shouldWaitBetweenTriesAsTheDeliveryPolicySaysAHundredTimesShorter() {
    // Given
    var policy =
        Json.read(
            """
            {"minDelayTarget":10,"maxDelayTarget":60,"numRetries":7,"numMaxDelayRetries":2,
             "numNoDelayRetries":1,"numMinDelayRetries":2,"backoffFunction":"linear"}
            """);

    // When
    List<Long> pauses = SnsDelivery.pauses(policy);

    // Then
    assertThat(pauses).containsExactly(0L, 100L, 100L, 267L, 433L, 600L, 600L, 0L);
  }

  @Test
  void shouldTryThreeTimesMoreWithoutAPolicy() {
    // Given
    var policy = Json.read("{}");

    // When
    List<Long> pauses = SnsDelivery.pauses(policy);

    // Then
    assertThat(pauses).containsExactly(200L, 200L, 200L, 0L);
  }
}
