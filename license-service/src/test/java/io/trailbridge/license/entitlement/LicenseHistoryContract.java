package io.trailbridge.license.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpiring;
import io.trailbridge.contracts.license.LicenseEvent.LicenseRenewed;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.LicenseHistory.Asked;
import io.trailbridge.license.entitlement.LicenseHistory.Told;
import io.trailbridge.license.entitlement.domain.Input;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every history of licences does; run against the one in memory and the one in PostgreSQL. */
public abstract class LicenseHistoryContract {
  private static final LicensePackage CLOUD = LicensePackage.PUBLIC_CLOUD;
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123456Z");
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  protected final TenantId tenant = new TenantId("h-" + UUID.randomUUID());
  protected final TenantId other = new TenantId("h-" + UUID.randomUUID());

  /** Runs everything in one transaction. */
  protected abstract void inTransaction(Runnable work);

  protected abstract LicenseHistory history();

  @Test
  void shouldGiveBackWhatWasAskedNewestFirst() {
    inTransaction(
        () -> {
          // Given
          Wish added = wish(new Input.Add(NOON, END_OF_TIME), "o-1");
          Wish set = wish(new Input.Set(null, NOON.plusSeconds(9)), null);
          Wish revoked = wish(new Input.Revoke(), "o-1");
          // When
          history().asked(tenant, CLOUD, added, NOON);
          history().asked(other, CLOUD, set, NOON);
          history().asked(tenant, CLOUD, set, NOON.plusSeconds(1));
          history().asked(tenant, CLOUD, revoked, NOON.plusSeconds(2));
          // Then
          List<Asked> all = history().wishes(tenant, CLOUD, Long.MAX_VALUE, 9);
          assertThat(all).extracting(Asked::wish).containsExactly(revoked, set, added);
          assertThat(all)
              .extracting(Asked::at)
              .containsExactly(NOON.plusSeconds(2), NOON.plusSeconds(1), NOON);
          assertThat(history().wishes(tenant, CLOUD, Long.MAX_VALUE, 2)).hasSize(2);
          assertThat(history().wishes(tenant, CLOUD, all.get(1).number(), 9))
              .extracting(Asked::wish)
              .containsExactly(added);
        });
  }

  @Test
  void shouldFindWhatAnOrderGrantedAndWhatItRevoked() {
    inTransaction(
        () -> {
          // Given
          Wish granted = wish(new Input.Add(null, NOON.plusSeconds(9)), "o-1");
          Wish revoked = wish(new Input.Revoke(), "o-1");
          // When
          history().asked(tenant, CLOUD, granted, NOON);
          assertThat(history().order(tenant, new OrderId("o-1"), true)).isEmpty();
          history().asked(tenant, CLOUD, revoked, NOON);
          // Then
          assertThat(history().order(tenant, new OrderId("o-1"), false))
              .hasValueSatisfying(it -> assertThat(it.wish()).isEqualTo(granted));
          assertThat(history().order(tenant, new OrderId("o-1"), true))
              .hasValueSatisfying(it -> assertThat(it.wish()).isEqualTo(revoked));
          assertThat(history().order(tenant, new OrderId("o-2"), false)).isEmpty();
          assertThat(history().order(other, new OrderId("o-1"), false)).isEmpty();
        });
  }

  @Test
  void shouldGiveBackWhatWasToldNewestFirst() {
    inTransaction(
        () -> {
          // Given
          List<LicenseEvent> events =
              List.of(
                  new LicenseActivated(
                      tenant, CLOUD, 1, NOON, true, NOON, END_OF_TIME, LicenseReason.GRANTED),
                  new LicenseRenewed(
                      tenant, CLOUD, 3, NOON, true, NOON, END_OF_TIME, LicenseReason.RENEWED),
                  new LicenseExpiring(
                      tenant, CLOUD, 4, NOON, true, NOON, END_OF_TIME, LicenseReason.EXPIRING),
                  new LicenseExpired(
                      tenant, CLOUD, 5, NOON, false, NOON, END_OF_TIME, LicenseReason.REVOKED));
          // When
          history().told(List.of(), NOON);
          history().told(events, NOON.plusSeconds(1));
          // Then
          List<Told> all = history().events(tenant, CLOUD, Long.MAX_VALUE, 9);
          assertThat(all).extracting(Told::event).containsExactlyElementsOf(events.reversed());
          assertThat(all).extracting(Told::at).containsOnly(NOON.plusSeconds(1));
          assertThat(history().events(tenant, CLOUD, 5, 2))
              .extracting(it -> it.event().version())
              .containsExactly(4L, 3L);
          assertThat(history().events(other, CLOUD, Long.MAX_VALUE, 9)).isEmpty();
        });
  }

  private static Wish wish(Input.Wanted wanted, String order) {
    return new Wish(wanted, order == null ? null : new OrderId(order), "/billing");
  }
}
