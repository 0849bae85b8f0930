package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import io.trailbridge.provisioning.connection.domain.Removal;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class OrganizationIT {
  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;

  @Test
  void shouldMakeADelegatedAdministratorsTrailInTheManagementAccount() {
    // Given
    Fixture management = Fixture.anywhere();
    Fixture connection = customer.connectDelegate(management);
    Arn trail = connection.names().trailArn(management.account());

    // When
    ConnectionReconciled result = control.provision(connection);

    // Then
    System.out.println("a delegated administrator took " + result.awsCalls() + " AWS calls");
    assertThat(result.awsCalls()).isLessThanOrEqualTo(25);
    assertThat(result.inventory()).contains(new InventoryItem(ResourceKind.TRAIL, trail, true));
    try (S3Client s3 = customer.s3(connection)) {
      assertThat(s3.getBucketPolicy(it -> it.bucket(connection.bucket())).policy())
          .contains(trail.value())
          .contains("/AWSLogs/" + result.organizationId() + "/*")
          .contains("/AWSLogs/" + management.account() + "/*");
    }
    assertThatNothingIsLeftToDo(connection, result);
    assertThatItCanBeRemoved(connection, management, result);
  }

  private void assertThatNothingIsLeftToDo(Fixture connection, ConnectionReconciled first) {
    Work work = work(connection);
    customer.sandbox().forgetCalls();
    assertThat(((Reconciled) accounts.reconcile(work)).inventory()).isEqualTo(first.inventory());
    assertThat(accounts.verify(work).checks()).isNotEmpty().allMatch(it -> it.passed());
    assertThat(customer.writes()).isEmpty();
  }

  private void assertThatItCanBeRemoved(
      Fixture connection, Fixture management, ConnectionReconciled first) {
    Removal removal = accounts.remove(work(connection), true, first.inventory());
    assertThat(removal.left()).extracting(it -> it.kind()).containsExactly(ResourceKind.ROLE);
    try (CloudTrailClient cloudTrail = customer.cloudTrail(management)) {
      assertThat(cloudTrail.listTrails(it -> {}).trails()).isEmpty();
    }
  }

  private static Work work(Fixture connection) {
    return new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), () -> true);
  }
}
