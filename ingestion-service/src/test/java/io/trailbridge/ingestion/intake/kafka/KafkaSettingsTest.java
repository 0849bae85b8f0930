package io.trailbridge.ingestion.intake.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  private static final Map<String, Object> KAFKA =
      Map.of(
          "bootstrap.servers", "kafka:9093",
          "security.protocol", "SASL_SSL",
          "sasl.mechanism", "SCRAM-SHA-512",
          "sasl.jaas.config", "a login",
          "ssl.truststore.location", "/etc/kafka/trust.jks",
          "acks", "1",
          "group.id", "somebody",
          "tls-configuration-name", "of no client");

  @Test
  void shouldSendByTheSettingsOfTheBroker() {
    // When
    Map<String, Object> settings = KafkaOutlet.settings(KAFKA, Duration.ofSeconds(3));

    // Then
    assertThat(settings)
        .containsEntry("bootstrap.servers", "kafka:9093")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("sasl.jaas.config", "a login")
        .containsEntry("ssl.truststore.location", "/etc/kafka/trust.jks")
        .containsEntry("acks", "all")
        .containsEntry("max.block.ms", 3000L)
        .doesNotContainKeys("group.id", "tls-configuration-name");
  }

  @Test
  void shouldAskForTheBacklogByTheSettingsOfTheBroker() {
    // When
    Map<String, Object> settings = KafkaBacklog.settings(KAFKA);

    // Then
    assertThat(settings)
        .containsEntry("bootstrap.servers", "kafka:9093")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("sasl.jaas.config", "a login")
        .containsEntry("ssl.truststore.location", "/etc/kafka/trust.jks")
        .doesNotContainKeys("acks", "group.id", "tls-configuration-name");
  }
}
