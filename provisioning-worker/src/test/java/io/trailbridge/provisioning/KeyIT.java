package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class KeyIT {
  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;

  @Test
  void shouldEncryptBucketAndTrailWithTheKeyThatIsGiven() {
    // Given
    Fixture plain = customer.connect();
    Arn key = customer.createKey(plain);
    Fixture connection = plain.using(new Resources.New(key, 30));

    // When
    ConnectionReconciled result = control.provision(connection);

    // Then
    System.out.println("with a key it took " + result.awsCalls() + " AWS calls");
    try (CloudTrailClient cloudTrail = customer.cloudTrail(connection);
        S3Client s3 = customer.s3(connection)) {
      assertThat(cloudTrail.getTrail(it -> it.name(connection.bucket())).trail().kmsKeyId())
          .isEqualTo(key.value());
      assertThat(
              s3.getBucketEncryption(it -> it.bucket(connection.bucket()))
                  .serverSideEncryptionConfiguration()
                  .rules())
          .singleElement()
          .returns(key.value(), it -> it.applyServerSideEncryptionByDefault().kmsMasterKeyID())
          .returns(true, it -> it.bucketKeyEnabled());
    }
    customer.sandbox().forgetCalls();
    Work work =
        new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), () -> true);
    assertThat(accounts.reconcile(work)).isInstanceOf(Reconciled.class);
    assertThat(accounts.verify(work).checks()).isNotEmpty().allMatch(it -> it.passed());
    assertThat(customer.writes()).isEmpty();
  }
}
