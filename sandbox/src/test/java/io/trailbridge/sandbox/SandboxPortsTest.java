package io.trailbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxPortsTest {

  @Test
  void shouldHaveTheDocumentedDefaults() {
    // When
    SandboxPorts ports = SandboxPorts.from(Map.of());

    // Then
    assertThat(ports).isEqualTo(new SandboxPorts(8080, 8081, 8082, 8083, 19092, 15432, 14566));
  }

  @Test
  void shouldTakeEachPortFromTheEnvironment() {
    // Given
    Map<String, String> environment =
        Map.of("TRAILBRIDGE_PORT_KAFKA", "29092", "TRAILBRIDGE_PORT_AWS", " 24566 ");

    // When
    SandboxPorts ports = SandboxPorts.from(environment);

    // Then
    assertThat(ports).isEqualTo(new SandboxPorts(8080, 8081, 8082, 8083, 29092, 15432, 24566));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "http", "8080x", "99999999999"})
  void shouldNameTheVariableThatIsNoPort(String value) {
    // Given
    Map<String, String> environment = Map.of("TRAILBRIDGE_PORT_WORKER", value);

    // When / Then
    assertThatThrownBy(() -> SandboxPorts.from(environment))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("TRAILBRIDGE_PORT_WORKER");
  }
}
