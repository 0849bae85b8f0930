package io.trailbridge.ingestion.batch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicenseEvent.LicenseRenewed;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.ingestion.batch.domain.Gate.Passage;
import io.trailbridge.ingestion.batch.domain.Gate.Why;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final ConnectionId CONNECTION = new ConnectionId(new UUID(1, 2));
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(3600);

  private final Gate gate = new Gate();

  @BeforeEach
  void license() {
    gate.apply(activated(1, NOON.minusSeconds(86_400)));
  }

  @Test
  void shouldNotKnowAConnectionWithoutState() {
    assertThat(decide(NOON)).isInstanceOf(Passage.Unknown.class);
  }

  @Test
  void shouldRefuseAnotherTenantsBatch() {
    gate.apply(state(1, ConnectionStatus.ACTIVE, null, null));
    assertThat(gate.decide(new TenantId("other"), CONNECTION, NOON, Optional.empty(), LATER))
        .isInstanceOf(Passage.TenantMismatch.class);
  }

  @ParameterizedTest
  @EnumSource(ConnectionStatus.class)
  void shouldPassAllButWhatIsHeldOrRemoved(ConnectionStatus status) {
    // Given
    gate.apply(state(1, status, status == ConnectionStatus.PAUSED ? NOON : null, null));

    // When
    Passage passage = decide(NOON);

    // Then
    switch (status) {
      case PAUSED -> assertThat(passage).isEqualTo(new Passage.Dropped(Why.PAUSED));
      case DELETING, DELETED -> assertThat(passage).isEqualTo(new Passage.Dropped(Why.REMOVED));
      case PENDING, PROVISIONING, ACTIVE, DISCONNECTED ->
          assertThat(passage).isInstanceOf(Passage.Open.class);
    }
  }

  @Test
  void shouldPassWhatReachedKafkaBeforeTheHold() {
    gate.apply(state(1, ConnectionStatus.PAUSED, NOON, null));

    assertThat(decide(NOON.minusMillis(1))).isInstanceOf(Passage.Open.class);
    assertThat(decide(NOON)).isEqualTo(new Passage.Dropped(Why.PAUSED));
  }

  @Test
  void shouldKeepTheNewestStateInWhateverOrderTheyCome() {
    gate.apply(state(2, ConnectionStatus.ACTIVE, null, null));
    gate.apply(state(1, ConnectionStatus.PAUSED, NOON, null));

    assertThat(decide(NOON)).isInstanceOf(Passage.Open.class);
  }

  @Test
  void shouldForgetAConnectionThatIsGone() {
    gate.apply(state(1, ConnectionStatus.ACTIVE, null, null));
    gate.forget(CONNECTION);

    assertThat(decide(NOON)).isInstanceOf(Passage.Unknown.class);
  }

  @Test
  void shouldDropWhatComesAfterTheLicenceEnded() {
    gate.apply(state(1, ConnectionStatus.ACTIVE, null, null));
    gate.apply(expired(2, NOON));

    assertThat(decide(NOON.minusMillis(1))).isInstanceOf(Passage.Open.class);
    assertThat(decide(NOON)).isEqualTo(new Passage.Dropped(Why.UNLICENSED));
  }

  @Test
  void shouldLetTheNewestLicenceEventDecide() {
    gate.apply(state(1, ConnectionStatus.ACTIVE, null, null));
    gate.apply(renewed(7, NOON));
    gate.apply(expired(6, NOON));

    assertThat(decide(NOON)).isInstanceOf(Passage.Open.class);
  }

  @Test
  void shouldStayClosedWithoutALicenceAndBeforeItBegins() {
    var other = new Gate();
    other.apply(state(1, ConnectionStatus.ACTIVE, null, null));
    assertThat(other.decide(ACME, CONNECTION, NOON, Optional.empty(), LATER))
        .isEqualTo(new Passage.Dropped(Why.UNLICENSED));

    other.apply(activated(1, LATER.plusMillis(1)));
    assertThat(other.decide(ACME, CONNECTION, NOON, Optional.empty(), LATER))
        .isEqualTo(new Passage.Dropped(Why.UNLICENSED));
    assertThat(other.decide(ACME, CONNECTION, NOON, Optional.empty(), LATER.plusMillis(1)))
        .isInstanceOf(Passage.Open.class);
  }

  @Test
  void shouldDropFilesOfOtherAccountsAndOtherKinds() {
    gate.apply(state(1, ConnectionStatus.ACTIVE, null, List.of(new AccountId("333333333333"))));

    assertThat(decide(file("333333333333", LogFileKey.Kind.LOG))).isInstanceOf(Passage.Open.class);
    assertThat(decide(file("333333333333", LogFileKey.Kind.NETWORK_ACTIVITY)))
        .isInstanceOf(Passage.Open.class);
    assertThat(decide(file("444444444444", LogFileKey.Kind.LOG)))
        .isEqualTo(new Passage.Dropped(Why.ACCOUNT_NOT_WANTED));
    assertThat(decide(file("333333333333", LogFileKey.Kind.DIGEST)))
        .isEqualTo(new Passage.Dropped(Why.NOT_A_LOG));
    assertThat(decide(file("333333333333", LogFileKey.Kind.AGGREGATED)))
        .isEqualTo(new Passage.Dropped(Why.NOT_A_LOG));
  }

  private Passage decide(Instant appendedAt) {
    return gate.decide(ACME, CONNECTION, appendedAt, Optional.empty(), LATER);
  }

  private Passage decide(LogFileKey file) {
    return gate.decide(ACME, CONNECTION, NOON, Optional.of(file), LATER);
  }

  private static LogFileKey file(String account, LogFileKey.Kind kind) {
    return new LogFileKey(new AccountId(account), "eu-west-1", kind, NOON);
  }

  private static ConnectionState state(
      long version, ConnectionStatus status, Instant heldSince, List<AccountId> accounts) {
    return new ConnectionState(
        CONNECTION,
        ACME,
        status,
        heldSince == null ? Set.of() : Set.of(Hold.USER),
        heldSince,
        1,
        version,
        Partition.AWS,
        new AccountId("222222222222"),
        new AwsRegion("eu-west-1"),
        accounts != null,
        null,
        accounts,
        Delivery.PULL,
        1,
        null,
        null,
        List.of(),
        null,
        null,
        null);
  }

  private static LicenseActivated activated(long version, Instant at) {
    return new LicenseActivated(
        ACME, LicensePackage.PUBLIC_CLOUD, version, at, true, at, at, LicenseReason.GRANTED);
  }

  private static LicenseRenewed renewed(long version, Instant at) {
    return new LicenseRenewed(
        ACME, LicensePackage.PUBLIC_CLOUD, version, at, true, at, at, LicenseReason.RENEWED);
  }

  private static LicenseExpired expired(long version, Instant at) {
    return new LicenseExpired(
        ACME, LicensePackage.PUBLIC_CLOUD, version, at, false, at, at, LicenseReason.EXPIRED);
  }
}
