package io.trailbridge.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStateMessage;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.testbed.Broker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestbedResource.class)
class WholeTopicsIT {
  @Inject WholeTopics topics;
  @Inject @Readiness WholeTopicsReadiness readiness;
  @Inject Sender sender;
  Broker broker;

  @Test
  void shouldBePartOfTheReadinessAndDeadLetterWhatIsBroken() throws Exception {
    // Given
    String key = UUID.randomUUID().toString();
    WholeTopic<ConnectionId, ConnectionState> states =
        topics.read(
            WholeTopic.Spec.of(
                ConnectionStateMessage.class, ConnectionId::of, it -> (ConnectionState) it));
    assertThat(states.awaitReady(Duration.ofSeconds(30))).isTrue();
    // When
    sender.send(
        new ProducerRecord<>(Topics.CONNECTION_STATE, key.getBytes(UTF_8), "{".getBytes(UTF_8)));
    // Then
    String dead = Topics.deadLetterOf(Topics.CONNECTION_STATE);
    assertThat(Records.first(broker.bootstrapServers(), dead, key).value())
        .isEqualTo("{".getBytes(UTF_8));
    await()
        .untilAsserted(
            () ->
                assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP));
  }
}
