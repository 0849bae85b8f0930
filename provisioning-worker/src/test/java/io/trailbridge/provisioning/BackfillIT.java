package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.provisioning.ProvisioningResult;
import io.trailbridge.contracts.provisioning.ProvisioningResult.BackfillFinished;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.contracts.shared.Topics;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
    List<LogObject> objects =
        control
            .wire()
            .messages(
                Topics.CLOUDTRAIL_OBJECTS, LogObjectMessage.class, "acme/" + connection.account())
            .stream()
            .map(it -> (LogObject) it)
            .filter(it -> it.connectionId().equals(connection.id()))
            .filter(it -> it.origin() == Origin.BACKFILL)
            .toList();
    assertThat(objects).hasSize(3);
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

  private BackfillFinished backfill(Fixture connection, Instant from, Instant to) {
    GapId gap = new GapId(UUID.randomUUID());
    control.send(
        new BackfillLogs(
            connection.id(),
            Fixture.TENANT,
            1,
            connection.spec(Forwarding.ON),
            gap,
            connection.account(),
            connection.region(),
            from,
            to));
    List<ProvisioningResult> results =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    control.results(connection).stream()
                        .filter(it -> it instanceof BackfillFinished)
                        .toList(),
                it -> !it.isEmpty());
    return (BackfillFinished) results.getFirst();
  }
}
