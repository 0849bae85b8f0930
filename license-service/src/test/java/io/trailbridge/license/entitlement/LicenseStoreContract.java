package io.trailbridge.license.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.LicenseStore.Place;
import io.trailbridge.license.entitlement.domain.License;
import io.trailbridge.license.entitlement.domain.Period;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of licences does; run against the one in memory and the one in PostgreSQL. */
public abstract class LicenseStoreContract {
  /** Long ago: what other tests left in a shared database is later. */
  private static final Instant LONG_AGO = Instant.parse("1999-01-01T00:00:00Z");

  private final String run = UUID.randomUUID().toString();

  /** Runs everything in one transaction, and keeps nothing of it. */
  protected abstract void inTransaction(Runnable work);

  protected abstract LicenseStore store();

  @Test
  void shouldGiveBackWhatWasSaved() {
    inTransaction(
        () -> {
          // Given
          License scheduled = license("a", 3, List.of(day(5, 9), day(20, 30)), null, null);
          License running = license("b", 7, List.of(day(1, 9)), day(1, 9), day(-9, -5));
          License revoked = license("c", 2, List.of(), null, day(1, 2));
          // When
          for (License license : List.of(scheduled, running, revoked)) {
            store().save(license, Optional.empty());
          }
          // Then
          for (License license : List.of(scheduled, running, revoked)) {
            assertThat(find(license)).contains(license);
            assertThat(store().lock(license.tenantId(), license.licensePackage()))
                .contains(license);
          }
        });
  }

  @Test
  void shouldReplaceWhatWasSavedBefore() {
    inTransaction(
        () -> {
          // Given
          store().save(license("a", 1, List.of(day(1, 2), day(3, 4)), day(1, 2), null), due(2));
          License next = license("a", 2, List.of(day(3, 4)), null, day(1, 2));
          // When
          store().save(next, Optional.empty());
          // Then
          assertThat(find(next)).contains(next);
          assertThat(store().lockDue(LONG_AGO.plusSeconds(9), 9)).isEmpty();
        });
  }

  @Test
  void shouldFindNothingWhereNothingWasSaved() {
    inTransaction(
        () -> {
          assertThat(store().find(tenant("x"), LicensePackage.PUBLIC_CLOUD)).isEmpty();
          assertThat(store().lock(tenant("x"), LicensePackage.PUBLIC_CLOUD)).isEmpty();
        });
  }

  @Test
  void shouldTakeTheLongestOverdueFirst() {
    inTransaction(
        () -> {
          // Given
          store().save(license("a", 1, List.of(day(1, 2)), null, null), due(30));
          store().save(license("b", 1, List.of(day(1, 2)), null, null), due(10));
          store().save(license("c", 1, List.of(day(1, 2)), null, null), due(20));
          store().save(license("d", 1, List.of(day(1, 2)), null, null), due(31));
          // When
          Instant now = LONG_AGO.plusSeconds(30);
          // Then
          assertThat(store().lockDue(now, 9))
              .extracting(License::tenantId)
              .containsExactly(tenant("b"), tenant("c"), tenant("a"));
          assertThat(store().lockDue(now, 2)).hasSize(2);
          assertThat(store().nextDue()).isEqualTo(due(10));
        });
  }

  @Test
  void shouldKnowThePackagesThatThereAre() {
    inTransaction(
        () -> {
          assertThat(store().knows(LicensePackage.PUBLIC_CLOUD)).isTrue();
          assertThat(store().knows(new LicensePackage("PRIVATE_CLOUD"))).isFalse();
        });
  }

  @Test
  void shouldListByTheEndOfWhatIsRunning() {
    inTransaction(
        () -> {
          // Given
          store().save(license("a", 1, List.of(day(1, 9)), day(1, 9), null), Optional.empty());
          store().save(license("c", 1, List.of(day(1, 5)), day(1, 5), null), Optional.empty());
          store().save(license("b", 1, List.of(day(1, 5)), day(1, 5), null), Optional.empty());
          store().save(license("d", 1, List.of(day(3, 4)), null, day(1, 2)), Optional.empty());
          store().save(license("e", 1, List.of(day(1, 90)), day(1, 90), null), Optional.empty());
          Instant before = day(1, 10).until();
          // When
          List<License> first = store().expiring(before, null, 2);
          Place place = new Place(day(1, 5).until(), tenant("c"), LicensePackage.PUBLIC_CLOUD);
          List<License> rest = store().expiring(before, place, 9);
          // Then
          assertThat(first).extracting(License::tenantId).containsExactly(tenant("b"), tenant("c"));
          assertThat(rest).extracting(License::tenantId).containsExactly(tenant("a"));
        });
  }

  /** A licence of this run. */
  protected License license(
      String name, long version, List<Period> periods, Period announced, Period ended) {
    return new License(
        tenant(name),
        LicensePackage.PUBLIC_CLOUD,
        version,
        periods,
        announced,
        ended,
        announced == null,
        ended != null,
        LONG_AGO.plusNanos(123_456_000));
  }

  protected TenantId tenant(String name) {
    return new TenantId(name + "-" + run);
  }

  protected static Period day(int from, int until) {
    return new Period(LONG_AGO.plusSeconds(86_400L * from), LONG_AGO.plusSeconds(86_400L * until));
  }

  protected static Optional<Instant> due(int seconds) {
    return Optional.of(LONG_AGO.plusSeconds(seconds));
  }

  private Optional<License> find(License license) {
    return store().find(license.tenantId(), license.licensePackage());
  }
}
