package io.trailbridge.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ProvisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.UpdateConnection;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation.SubscriptionOffered;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class StaleIT {
  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject MeterRegistry metrics;

  @Test
  void shouldSkipACommandOfAnOlderGeneration() {
    // Given
    Fixture connection = customer.connect();
    control.state(connection, ConnectionStatus.PROVISIONING, 5, false);
    double before = skipped();
    customer.sandbox().forgetCalls();

    // When
    control.send(
        new ProvisionConnection(
            connection.id(), Fixture.TENANT, 4, connection.spec(Forwarding.ON)));
    await().atMost(Duration.ofSeconds(30)).until(() -> skipped() > before);

    // Then
    assertThat(control.results(connection)).isEmpty();
    assertThat(customer.writes()).isEmpty();
  }

  @Test
  void shouldNotActForAnotherTenant() {
    // Given
    Fixture connection = customer.connect();
    control.state(connection, ConnectionStatus.ACTIVE, 1, true);

    // When
    control.send(
        new UpdateConnection(
            connection.id(), new TenantId("intruder"), 1, connection.spec(Forwarding.ON)));

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                control
                    .wire()
                    .read(
                        Topics.deadLetterOf(Topics.PROVISIONING_COMMANDS),
                        it ->
                            new String(it.headers().lastHeader("tb_reason").value(), UTF_8)
                                    .equals("tenant-mismatch")
                                && connection.id().toString().equals(it.key())),
            it -> it.size() == 1);
  }

  @Test
  void shouldNotConfirmATopicWithoutOurPendingSubscription() {
    // Given
    Fixture connection = customer.connect();
    String topic;
    try (var sns = customer.sns(connection)) {
      topic = sns.createTopic(it -> it.name("planted-" + connection.id().hex())).topicArn();
    }
    control.state(connection, ConnectionStatus.ACTIVE, 1, true);

    // When
    control
        .wire()
        .send(
            Topics.PROVISIONING_CONFIRMATIONS,
            connection.id().toString(),
            new SubscriptionOffered(
                connection.id(),
                Fixture.TENANT,
                new io.trailbridge.contracts.shared.Arn(topic),
                "token"));

    // Then
    await().atMost(Duration.ofSeconds(30)).until(() -> refusedOffers() > 0);
    assertThat(customer.sandbox().calls())
        .noneMatch(
            it ->
                it.action().equals("ConfirmSubscription")
                    && it.caller().contains(connection.id().toString()));
  }

  private double skipped() {
    return metrics.find("trailbridge.worker.commands").tag("outcome", "SKIPPED").timers().stream()
        .mapToDouble(it -> it.count())
        .sum();
  }

  private double refusedOffers() {
    return metrics
        .find("trailbridge.worker.confirmations")
        .tag("outcome", "NOT_OURS")
        .counters()
        .stream()
        .mapToDouble(it -> it.count())
        .sum();
  }
}
