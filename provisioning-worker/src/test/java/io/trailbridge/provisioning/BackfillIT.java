package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.provisioning.ProvisioningResult.BackfillFinished;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.contracts.shared.Topics;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class BackfillIT {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  @Inject ControlPlane control;
  @Inject Customer customer;

  @Test
  void shouldHandOnTheLogFilesOfAnInterval() {
    // Given
    Fixture connection = customer.connect();
    control.provision(connection);
    Instant now = Instant.now();
    for (int i = 0; i < 3; i++) {
      customer.putLogFile(
          connection, DAY.format(now) + "/file-" + i, LogFiles.of(List.of("{\"n\":" + i + "}")));
    }
    customer.putLogFile(connection, "2020/01/01/old", LogFiles.of(List.of("{}")));

    // When
    BackfillFinished result = backfill(connection, now.minusSeconds(3600), now.plusSeconds(60));

    // Then
    assertThat(result.objects()).isEqualTo(3);
    assertThat(result.failed()).isZero();
    assertThat(objects(connection, connection.account().value())).hasSize(3);
  }

  @Test
  void shouldFindEveryAccountOfAnOrganization() {
    // Given
    Fixture connection = customer.connectOrganization();
    String organization = Objects.requireNonNull(control.provision(connection).organizationId());
    control.state(known(connection, organization, connection.bucket(), null));
    String own = connection.account().value();
    put(connection, connection.bucket(), "AWSLogs/" + organization + "/" + own);
    put(connection, connection.bucket(), "AWSLogs/" + organization + "/333333333333");
    put(connection, connection.bucket(), "AWSLogs/" + organization + "/444444444444");
    put(
        connection,
        connection.bucket(),
        "AWSLogs/" + organization + "/444444444444",
        "-NetworkActivity");
    put(connection, connection.bucket(), "AWSLogs/" + own);
    put(connection, connection.bucket(), "AWSLogs/555555555555");
    put(connection, connection.bucket(), "AWSLogs/o-anotherorg/555555555555");

    // When
    BackfillFinished whole = lastHour(connection, connection.account(), true);
    BackfillFinished one = lastHour(connection, new AccountId("333333333333"), null);

    // Then
    assertThat(whole).returns(5L, BackfillFinished::objects).returns(0L, BackfillFinished::failed);
    assertThat(one).returns(1L, BackfillFinished::objects).returns(0L, BackfillFinished::failed);
    assertThat(objects(connection, "444444444444"))
        .extracting(LogObject::key)
        .hasSize(2)
        .allMatch(it -> it.startsWith("AWSLogs/" + organization + "/444444444444/"));
    assertThat(objects(connection, "555555555555")).isEmpty();
  }

  @Test
  void shouldListNetworkActivityWhereThereIsAny() {
    // Given
    Fixture connection = customer.connect();
    control.provision(connection);
    put(connection, connection.bucket(), "AWSLogs/" + connection.account());
    Instant to = Instant.now().plusSeconds(60);
    Instant from = to.minus(Duration.ofHours(1));
    Duration slack = Duration.ofHours(2);
    long days = DAY.format(from.minus(slack)).equals(DAY.format(to.plus(slack))) ? 1 : 2;

    // When
    customer.sandbox().forgetCalls();
    BackfillFinished without = backfill(connection, from, to);
    long listingsWithout = listings(connection);
    put(connection, connection.bucket(), "AWSLogs/" + connection.account(), "-NetworkActivity");
    put(connection, connection.bucket(), "AWSLogs/" + connection.account(), "-Aggregated");
    customer.sandbox().forgetCalls();
    BackfillFinished with = backfill(connection, from, to);
    long listingsWith = listings(connection);

    // Then
    assertThat(without).returns(1L, BackfillFinished::objects);
    assertThat(with).returns(2L, BackfillFinished::objects).returns(0L, BackfillFinished::failed);
    assertThat(listingsWithout).isEqualTo(days + 1);
    assertThat(listingsWith).isEqualTo(2 * days + 1);
  }

  @Test
  void shouldTellThatItDoesNotKnowTheOrganization() {
    // Given
    Fixture connection = Fixture.anywhere(true);
    control.state(connection, ConnectionStatus.ACTIVE, 1, true);

    // When
    BackfillFinished result = lastHour(connection, connection.account(), true);

    // Then
    assertThat(result.failed()).isEqualTo(1);
  }

  @Test
  void shouldFindOneAccountBelowTheOrganizationOfItsTrail() {
    // Given
    Fixture account = customer.connectOrganization().alone();
    TheirTrails theirs = new TheirTrails(customer, account, account.account(), "audit");
    theirs.makeTopic();
    theirs.make(theirs.topic());
    theirs.makeOrganizations();
    Fixture connection = account.using(new Resources.Existing(theirs.trail(), null, null, null));
    control.provision(connection);
    control.state(known(connection, null, theirs.bucket(), "audit"));
    put(connection, theirs.bucket(), "audit/AWSLogs/o-exampleorgid/" + connection.account());
    put(connection, theirs.bucket(), "audit/AWSLogs/o-exampleorgid/333333333333");
    put(connection, theirs.bucket(), "audit/AWSLogs/" + connection.account());

    // When
    BackfillFinished result = lastHour(connection, connection.account(), null);

    // Then
    assertThat(result).returns(2L, BackfillFinished::objects).returns(0L, BackfillFinished::failed);
    assertThat(objects(connection, connection.account().value())).hasSize(2);
  }

  @Test
  void shouldGoByWhenAFileWasWritten() {
    // Given
    Fixture connection = customer.connect();
    control.provision(connection);
    Instant now = Instant.now();
    customer.putLogFile(connection, DAY.format(now) + "/file", LogFiles.of(List.of("{}")));

    // When
    BackfillFinished result =
        backfill(connection, now.plus(Duration.ofHours(3)), now.plus(Duration.ofHours(4)));

    // Then
    assertThat(result.objects()).isZero();
    assertThat(result.failed()).isZero();
  }

  @Test
  void shouldTellAListingThatIsRefused() {
    // Given
    Fixture connection = Fixture.anywhere();
    control.state(connection, ConnectionStatus.ACTIVE, 1, false);

    // When
    BackfillFinished result = backfill(connection, Instant.now(), Instant.now());

    // Then
    assertThat(result.failed()).isEqualTo(1);
  }

  /** Of this account, what was handed on. */
  private List<LogObject> objects(Fixture connection, String account) {
    return control
        .wire()
        .messages(Topics.CLOUDTRAIL_OBJECTS, LogObjectMessage.class, "acme/" + account)
        .stream()
        .map(it -> (LogObject) it)
        .filter(it -> it.connectionId().equals(connection.id()))
        .filter(it -> it.origin() == Origin.BACKFILL)
        .toList();
  }

  private long listings(Fixture connection) {
    return customer.asked(connection).stream().filter(it -> it.contains("ListObjects")).count();
  }

  private void put(Fixture connection, String bucket, String accountsFolder) {
    put(connection, bucket, accountsFolder, "");
  }

  private void put(Fixture connection, String bucket, String accountsFolder, String kind) {
    String key =
        "%s/CloudTrail%s/%s/%s/file.json.gz"
            .formatted(accountsFolder, kind, connection.region(), DAY.format(Instant.now()));
    try (S3Client s3 = customer.s3(connection)) {
      s3.putObject(
          it -> it.bucket(bucket).key(key), RequestBody.fromBytes(LogFiles.of(List.of("{}"))));
    }
  }

  /** As integration-service tells of it once the worker has reported what is there. */
  private static ConnectionState known(
      Fixture connection,
      @Nullable String organization,
      String bucket,
      @Nullable String keyPrefix) {
    ConnectionState is = connection.state(ConnectionStatus.ACTIVE, 1, true);
    return new ConnectionState(
        is.connectionId(),
        is.tenantId(),
        is.status(),
        is.holds(),
        is.heldSince(),
        is.generation(),
        is.stateVersion(),
        is.partition(),
        is.accountId(),
        is.region(),
        is.organization(),
        organization,
        is.accounts(),
        is.delivery(),
        is.secretVersion(),
        is.accessRoleArn(),
        is.externalId(),
        is.topicArns(),
        bucket,
        is.bucketAccountId(),
        keyPrefix);
  }

  private BackfillFinished lastHour(
      Fixture connection, AccountId account, @Nullable Boolean wholeOrganization) {
    Instant now = Instant.now();
    return backfill(
        connection, account, now.minusSeconds(3600), now.plusSeconds(60), wholeOrganization);
  }

  private BackfillFinished backfill(Fixture connection, Instant from, Instant to) {
    return backfill(connection, connection.account(), from, to, null);
  }

  private BackfillFinished backfill(
      Fixture connection,
      AccountId account,
      Instant from,
      Instant to,
      @Nullable Boolean wholeOrganization) {
    GapId gap = new GapId(UUID.randomUUID());
    control.send(
        new BackfillLogs(
            connection.id(),
            Fixture.TENANT,
            1,
            connection.spec(Forwarding.ON),
            gap,
            account,
            connection.region(),
            from,
            to,
            wholeOrganization));
    List<BackfillFinished> results =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    control.results(connection).stream()
                        .filter(it -> it instanceof BackfillFinished)
                        .map(it -> (BackfillFinished) it)
                        .filter(it -> it.gapId().equals(gap))
                        .toList(),
                it -> !it.isEmpty());
    return results.getFirst();
  }
}
