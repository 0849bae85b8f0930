package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import io.trailbridge.provisioning.connection.domain.Removal;
import io.trailbridge.provisioning.connection.domain.Verification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
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

  @Test
  void shouldForwardFromAManagementAccount() {
    assertThatItForwards(customer.connectOrganization());
  }

  @Test
  void shouldForwardFromADelegatedAdministratorsAccount() {
    assertThatItForwards(customer.connectDelegate(Fixture.anywhere()));
  }

  @Test
  void shouldSayThatTheAccountLeftItsOrganization() {
    // Given
    Fixture connection = Fixture.anywhere(true);
    customer.createRole(connection, connection.externalId());

    // When
    Verification seen = accounts.verify(work(connection));

    // Then
    assertThat(seen.health()).isEqualTo(Health.LOST);
    Check last = seen.checks().getLast();
    assertThat(last.code()).isEqualTo("TRAIL_SCOPE");
    assertThat(last.message()).startsWith("The account belongs to no organization.");
    assertThat(last.remedy()).isEqualTo("Connect the account without an organization.");
  }

  @ParameterizedTest
  @CsvSource({"DENY, LOST, TRAIL_SCOPE", "THROTTLE, UNKNOWN, EXTERNAL_ID_ENFORCED"})
  void shouldTellWhereItMayNotAskFromWhereItCannotNow(String fault, Health health, String last) {
    // Given
    Fixture connection = customer.connectOrganization();
    refuseOrganizations(connection, fault);

    // When
    Verification seen = accounts.verify(work(connection));

    // Then
    assertThat(seen.health()).isEqualTo(health);
    assertThat(seen.checks().getLast().code()).isEqualTo(last);
  }

  @Test
  void shouldLookAtATrailOfTheirsWithoutAskingForTheOrganization() {
    // Given
    Fixture connection = TheirTrails.underOrganizations(customer, customer.connectOrganization());
    control.provision(connection);
    refuseOrganizations(connection, "DENY");

    // When
    Verification seen = accounts.verify(work(connection));

    // Then
    assertThat(seen.checks()).extracting(Check::code).contains("TRAIL_SCOPE");
    assertThat(seen.checks()).allMatch(Check::passed);
  }

  private void refuseOrganizations(Fixture connection, String fault) {
    customer
        .sandbox()
        .fault(
            connection.account().value(),
            "organizations",
            "DescribeOrganization",
            fault,
            0,
            Integer.MAX_VALUE);
  }

  /** From the files of every member to an account that holds nothing of ours any more. */
  private void assertThatItForwards(Fixture organization) {
    // Given
    Fixture connection = organization.pushing();
    customer.createForwarderRole(connection);

    // When
    ConnectionReconciled result = control.provision(connection);
    String key =
        "AWSLogs/%s/123456789012/CloudTrail/%s/2026/11/23/a.json.gz"
            .formatted(result.organizationId(), connection.region());
    try (S3Client s3 = customer.s3(connection)) {
      RequestBody file = RequestBody.fromBytes(LogFiles.of(List.of("{}")));
      s3.putObject(it -> it.bucket(connection.bucket()).key(key), file);
    }

    // Then
    System.out.println("an organization with a forwarder took " + result.awsCalls() + " AWS calls");
    assertThat(result.awsCalls()).isLessThanOrEqualTo(25);
    assertThat(result.inventory())
        .extracting(InventoryItem::kind)
        .contains(ResourceKind.QUEUE, ResourceKind.LOG_GROUP, ResourceKind.FUNCTION);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                !control
                    .wire()
                    .read(
                        Topics.CLOUDTRAIL_BATCHES,
                        it -> connection.id().toString().equals(it.key()))
                    .isEmpty());
    assertThatNothingIsLeftToDo(connection, result);
    Removal removal = accounts.remove(work(connection), true, result.inventory());
    assertThat(removal.left())
        .extracting(it -> it.kind())
        .containsExactly(ResourceKind.ROLE, ResourceKind.ROLE);
    assertThat(customer.namesOf(connection)).isEmpty();
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
