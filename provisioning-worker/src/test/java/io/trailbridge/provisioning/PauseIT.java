package io.trailbridge.provisioning;

import static io.trailbridge.contracts.provisioning.ResourceKind.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.PauseForwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ProvisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;

@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class PauseIT {
  @Inject ControlPlane control;
  @Inject Customer customer;

  @Test
  void shouldTakeTheSubscriptionAwayAndLeaveTheTrailLogging() {
    // Given
    Fixture connection = customer.connect();
    control.provision(connection);

    // When
    ConnectionReconciled paused = control.pause(connection, 2);

    // Then
    assertThat(paused.forwarding()).isEqualTo(Forwarding.OFF);
    assertThat(paused.provisioned()).isTrue();
    assertThat(paused.inventory()).noneMatch(it -> it.kind() == SUBSCRIPTION);
    assertThat(customer.subscriptions(connection)).isEmpty();
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      String trail = connection.names().trailArn().value();
      assertThat(cloudTrail.getTrailStatus(it -> it.name(trail)).isLogging()).isTrue();
    }
  }

  @Test
  void shouldSubscribeAgainOnResume() {
    // Given
    Fixture connection = customer.connect();
    control.provision(connection);
    control.pause(connection, 2);

    // When
    ConnectionReconciled resumed = control.resume(connection, 3);

    // Then
    assertThat(resumed.forwarding()).isEqualTo(Forwarding.ON);
    assertThat(resumed.inventory()).anyMatch(it -> it.kind() == SUBSCRIPTION);
    assertThat(customer.subscriptions(connection))
        .singleElement()
        .matches(it -> it.subscriptionArn().startsWith("arn:"));
  }

  @Test
  void shouldDoNothingElseByARoleThatLetsStrangersIn() {
    // Given
    Fixture connection = customer.connect();
    control.provision(connection);
    String trail = connection.names().trailArn().value();
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      cloudTrail.stopLogging(it -> it.name(trail));
    }
    customer.deleteRole(connection);
    customer.createRole(connection, null);

    // When
    control.state(connection, ConnectionStatus.PAUSED, 2, true);
    control.send(
        new PauseForwarding(connection.id(), Fixture.TENANT, 2, connection.spec(Forwarding.OFF)));
    ProvisioningFailed failed = control.result(connection, ProvisioningFailed.class, 2);

    // Then
    assertThat(failed.finding().code()).isEqualTo("CONFUSED_DEPUTY");
    assertThat(customer.subscriptions(connection)).isEmpty();
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      assertThat(cloudTrail.getTrailStatus(it -> it.name(trail)).isLogging()).isFalse();
    }
  }

  @Test
  void shouldProveTheRoleOfASetUpWhilePaused() {
    // Given
    Fixture connection = Fixture.anywhere();
    customer.createRole(connection, null);

    // When
    control.state(connection, ConnectionStatus.PAUSED, 1, false);
    control.send(
        new ProvisionConnection(
            connection.id(), Fixture.TENANT, 1, connection.spec(Forwarding.OFF)));
    ProvisioningFailed failed = control.result(connection, ProvisioningFailed.class, 1);

    // Then
    assertThat(failed.finding().code()).isEqualTo("CONFUSED_DEPUTY");
    assertThat(customer.namesOf(connection)).isEmpty();
  }

  @Test
  void shouldPutBackWhatSomebodyRemoved() {
    // Given
    Fixture connection = customer.connect();
    control.provision(connection);
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      String trail = connection.names().trailArn().value();
      cloudTrail.stopLogging(it -> it.name(trail));
    }
    try (var sns = customer.sns(connection)) {
      String topic = connection.names().topicArn().value();
      sns.deleteTopic(it -> it.topicArn(topic));
    }

    // When
    ConnectionReconciled repaired = control.resume(connection, 2);

    // Then
    assertThat(repaired.provisioned()).isTrue();
    assertThat(customer.subscriptions(connection)).isNotEmpty();
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection)) {
      String trail = connection.names().trailArn().value();
      assertThat(cloudTrail.getTrailStatus(it -> it.name(trail)).isLogging()).isTrue();
    }
  }
}
