package io.trailbridge.license.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.Entitlements.Fired;
import io.trailbridge.license.entitlement.Entitlements.Outcome;
import io.trailbridge.license.entitlement.LicenseStore.Order;
import io.trailbridge.license.entitlement.domain.Input;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntitlementsTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final TenantId ACME = new TenantId("acme");
  private static final LicensePackage CLOUD = LicensePackage.PUBLIC_CLOUD;

  private final FakeLicenseStore store = new FakeLicenseStore();
  private final List<LicenseEvent> published = new ArrayList<>();
  private Instant now = NOON;
  private Entitlements entitlements = entitlements(Duration.ZERO);

  @Test
  void shouldFireTheLongestOverdueFirstAndSayHowLate() {
    // Given
    grant(new TenantId("second"), NOON.plusSeconds(20));
    grant(new TenantId("first"), NOON.plusSeconds(10));
    grant(new TenantId("third"), NOON.plusSeconds(30));
    published.clear();
    now = NOON.plusSeconds(25);
    // When
    Fired fired = entitlements.fireDue(10);
    // Then
    assertThat(fired.count()).isEqualTo(2);
    assertThat(fired.latest()).isEqualTo(Duration.ofSeconds(15));
    assertThat(fired.nextDue()).contains(NOON.plusSeconds(30));
    assertThat(published)
        .extracting(LicenseEvent::tenantId)
        .containsExactly(new TenantId("first"), new TenantId("second"));
    assertThat(entitlements.fireDue(10).count()).isZero();
  }

  @Test
  void shouldOnlySetTheAlarmAnewWhereTheGraceWasMadeLonger() {
    // Given
    grant(ACME, NOON.plusSeconds(10));
    published.clear();
    entitlements = entitlements(Duration.ofSeconds(5));
    now = NOON.plusSeconds(12);
    // When
    Fired fired = entitlements.fireDue(10);
    // Then
    assertThat(published).isEmpty();
    assertThat(fired.nextDue()).contains(NOON.plusSeconds(15));
  }

  @Test
  void shouldForgetAnOrderThatWasRefused() {
    // Given
    Order order = new Order(new OrderId("o-1"), Order.Wish.GRANT);
    Input nonsense = new Input.Add(null, NOON.minusSeconds(1));
    assertThat(entitlements.carryOut(ACME, CLOUD, nonsense, order))
        .isInstanceOf(Outcome.Rejected.class);
    // When
    Outcome corrected =
        entitlements.carryOut(ACME, CLOUD, new Input.Add(null, NOON.plusSeconds(9)), order);
    // Then
    assertThat(corrected).isInstanceOf(Outcome.Done.class);
    assertThat(published).hasSize(1);
  }

  @Test
  void shouldNotMakeALicenceByRevokingIt() {
    // When
    Outcome outcome = entitlements.carryOut(ACME, CLOUD, new Input.Revoke(), null);
    // Then
    assertThat(outcome).isInstanceOf(Outcome.Absent.class);
    assertThat(store.find(ACME, CLOUD)).isEmpty();
  }

  private void grant(TenantId tenant, Instant until) {
    entitlements.carryOut(tenant, CLOUD, new Input.Set(null, until), null);
  }

  private Entitlements entitlements(Duration grace) {
    return new Entitlements(store, published::addAll, new HandClock(), new Config(grace));
  }

  private final class HandClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private record Config(Duration grace) implements EntitlementConfig {
    @Override
    public List<Duration> notices() {
      return List.of(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1));
    }

    @Override
    public Timer timer() {
      throw new UnsupportedOperationException();
    }
  }
}
