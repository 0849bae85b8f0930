package io.trailbridge.license.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.Entitlements.Fired;
import io.trailbridge.license.entitlement.Entitlements.Outcome;
import io.trailbridge.license.entitlement.domain.Input;
import io.trailbridge.license.problem.Paging;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntitlementsTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final TenantId ACME = new TenantId("acme");
  private static final LicensePackage CLOUD = LicensePackage.PUBLIC_CLOUD;

  private final FakeLicenseStore store = new FakeLicenseStore();
  private final List<LicenseEvent> published = new ArrayList<>();
  private final HandClock clock = new HandClock(NOON);
  private Entitlements entitlements = entitlements(Duration.ZERO);

  @Test
  void shouldFireTheLongestOverdueFirstAndSayHowLate() {
    // Given
    grant(new TenantId("second"), NOON.plusSeconds(20));
    grant(new TenantId("first"), NOON.plusSeconds(10));
    grant(new TenantId("third"), NOON.plusSeconds(30));
    published.clear();
    clock.set(NOON.plusSeconds(25));
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
    clock.set(NOON.plusSeconds(12));
    // When
    Fired fired = entitlements.fireDue(10);
    // Then
    assertThat(published).isEmpty();
    assertThat(fired.nextDue()).contains(NOON.plusSeconds(15));
  }

  @Test
  void shouldForgetAnOrderThatWasRefused() {
    // Given
    assertThat(carryOut(new Input.Add(null, NOON.minusSeconds(1)), "o-1"))
        .isInstanceOf(Outcome.Rejected.class);
    // When
    Outcome corrected = carryOut(new Input.Add(null, NOON.plusSeconds(9)), "o-1");
    // Then
    assertThat(corrected).isInstanceOf(Outcome.Done.class);
    assertThat(published).hasSize(1);
  }

  @Test
  void shouldTakeARepeatForOneThoughItsPeriodIsOver() {
    // Given
    carryOut(new Input.Add(null, NOON.plusSeconds(9)), "o-1");
    clock.set(NOON.plusSeconds(10));
    // When
    Outcome repeated = carryOut(new Input.Add(null, NOON.plusSeconds(9)), "o-1");
    // Then
    assertThat(repeated).isInstanceOf(Outcome.Done.class);
    assertThat(published).hasSize(1);
  }

  @Test
  void shouldRefuseAnOrderThatComesAgainWithAnotherContent() {
    // Given
    carryOut(new Input.Add(null, NOON.plusSeconds(9)), "o-1");
    // When
    Outcome longer = carryOut(new Input.Add(null, NOON.plusSeconds(10)), "o-1");
    Outcome later = carryOut(new Input.Add(NOON.plusSeconds(1), NOON.plusSeconds(9)), "o-1");
    // Then
    assertThat(longer).isInstanceOf(Outcome.OrderReused.class);
    assertThat(later).isInstanceOf(Outcome.OrderReused.class);
    assertThat(published).hasSize(1);
    assertThat(carryOut(new Input.Revoke(), "o-1")).isInstanceOf(Outcome.Done.class);
    assertThat(published).hasSize(2);
  }

  @Test
  void shouldGrantNothingForAPackageThatThereIsNot() {
    // When
    Outcome outcome =
        entitlements.carryOut(
            ACME,
            new LicensePackage("PRIVATE_CLOUD"),
            new Wish(new Input.Set(null, NOON.plusSeconds(9)), null, "billing"));
    // Then
    assertThat(outcome).isInstanceOf(Outcome.UnknownPackage.class);
    assertThat(published).isEmpty();
  }

  @Test
  void shouldTellWhatBecameOfALicenceNewestFirst() {
    // Given
    carryOut(new Input.Add(null, NOON.plusSeconds(9)), "o-1");
    carryOut(new Input.Add(null, NOON.plusSeconds(9)), "o-1");
    carryOut(new Input.Add(null, NOON.plusSeconds(8)), "o-2");
    carryOut(new Input.Set(NOON.plusSeconds(5), NOON.plusSeconds(7)), null);
    carryOut(new Input.Set(NOON.plusSeconds(5), NOON.plusSeconds(7)), null);
    carryOut(new Input.Revoke(), "o-3");
    // When
    HistoryView all = history(HistoryView.Place.NEWEST, 9);
    // Then
    assertThat(all.periods())
        .extracting(HistoryView.Granted::orderId)
        .containsExactly(null, "o-2", "o-1");
    assertThat(all.periods()).extracting(HistoryView.Granted::grantedBy).containsOnly("billing");
    assertThat(all.revocations()).hasSize(1);
    assertThat(all.events())
        .extracting(HistoryView.Published::type)
        .containsExactly("LicenseExpired", "LicenseRenewed", "LicenseActivated");
    assertThat(all.nextCursor()).isNull();
  }

  @Test
  void shouldTellTheSamePageByPage() {
    // Given
    for (int second = 10; second < 17; second++) {
      carryOut(new Input.Add(null, NOON.plusSeconds(second)), "o-" + second);
    }
    // When
    List<String> orders = new ArrayList<>();
    List<Long> versions = new ArrayList<>();
    HistoryView.Place place = HistoryView.Place.NEWEST;
    while (place != null) {
      HistoryView page = history(place, 3);
      page.periods().forEach(it -> orders.add(it.orderId()));
      page.events().forEach(it -> versions.add(it.version()));
      place =
          page.nextCursor() == null
              ? null
              : Paging.cursor(page.nextCursor(), HistoryView.Place::parse);
    }
    // Then
    assertThat(orders).containsExactly("o-16", "o-15", "o-14", "o-13", "o-12", "o-11", "o-10");
    assertThat(versions).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
  }

  @Test
  void shouldNotMakeALicenceByRevokingIt() {
    // When
    Outcome outcome = carryOut(new Input.Revoke(), null);
    // Then
    assertThat(outcome).isInstanceOf(Outcome.Absent.class);
    assertThat(store.find(ACME, CLOUD)).isEmpty();
  }

  private void grant(TenantId tenant, Instant until) {
    entitlements.carryOut(tenant, CLOUD, new Wish(new Input.Set(null, until), null, "billing"));
  }

  private Outcome carryOut(Input.Wanted wanted, String order) {
    OrderId id = order == null ? null : new OrderId(order);
    return entitlements.carryOut(ACME, CLOUD, new Wish(wanted, id, "billing"));
  }

  private HistoryView history(HistoryView.Place before, int limit) {
    return entitlements.history(ACME, CLOUD, before, limit).orElseThrow();
  }

  private Entitlements entitlements(Duration grace) {
    return new Entitlements(
        store, new FakeLicenseHistory(), published::addAll, clock, new Graceful(grace));
  }
}
