package io.trailbridge.provisioning.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.DeprovisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ProvisionConnection;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.provisioning.Fixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StalenessTest {
  private static final Fixture CONNECTION = Fixture.anywhere();

  @ParameterizedTest
  @CsvSource({
    // status, its generation, the command's, provision, deprovision
    "PROVISIONING, 1, 1, FRESH, FRESH",
    "PROVISIONING, 2, 1, STALE, STALE",
    "PROVISIONING, 1, 2, FRESH, FRESH",
    "ACTIVE, 3, 3, FRESH, FRESH",
    "PAUSED, 3, 3, FRESH, FRESH",
    "DISCONNECTED, 3, 2, STALE, STALE",
    "DELETING, 3, 3, STALE, FRESH",
    "DELETING, 3, 2, STALE, STALE",
    "DELETING, 3, 4, FRESH, FRESH",
    "DELETED, 3, 3, STALE, STALE",
    "DELETED, 3, 4, STALE, STALE",
  })
  void shouldDoWhatIsStillWished(
      ConnectionStatus status, long known, long asked, Staleness provision, Staleness remove) {
    // Given
    var state = CONNECTION.state(status, known, true);

    // When / Then
    assertThat(Staleness.of(provision(Fixture.TENANT, asked), state)).isEqualTo(provision);
    assertThat(Staleness.of(deprovision(asked), state)).isEqualTo(remove);
  }

  @Test
  void shouldTakeAnUnknownConnectionForOneWhoseNewsAreLate() {
    assertThat(Staleness.of(provision(Fixture.TENANT, 1), null)).isEqualTo(Staleness.FRESH);
  }

  @Test
  void shouldNotActForAnotherTenant() {
    // Given
    var state = CONNECTION.state(ConnectionStatus.ACTIVE, 1, true);

    // When / Then
    assertThat(Staleness.of(provision(new TenantId("intruder"), 9), state))
        .isEqualTo(Staleness.FOREIGN);
  }

  private static ProvisioningCommand provision(TenantId tenant, long generation) {
    return new ProvisionConnection(
        CONNECTION.id(), tenant, generation, CONNECTION.spec(Forwarding.ON));
  }

  private static ProvisioningCommand deprovision(long generation) {
    return new DeprovisionConnection(
        CONNECTION.id(),
        Fixture.TENANT,
        generation,
        CONNECTION.spec(Forwarding.OFF),
        false,
        List.of());
  }
}
