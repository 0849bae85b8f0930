package io.trailbridge.provisioning.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProofTimesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void shouldAskStrangersOnceADayAndAtOnceWhereTheRoleLetThemIn() {
    // Given
    ConnectionId proven = new ConnectionId(UUID.randomUUID());
    ConnectionId never = new ConnectionId(UUID.randomUUID());
    ProofTimes times = new ProofTimes();

    // When
    times.held(proven, NOW);

    // Then
    assertThat(times.isDue(proven, NOW.plus(DAY).minusSeconds(1), DAY)).isFalse();
    assertThat(times.isDue(proven, NOW.plus(DAY), DAY)).isTrue();
    assertThat(times.isDue(never, NOW, DAY)).isTrue();
  }
}
