package io.trailbridge.license.entitlement;

import static java.util.Comparator.comparing;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.License;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Licences in memory, for one caller at a time. */
public final class FakeLicenseStore implements LicenseStore {
  private final Map<Key, Saved> licenses = new HashMap<>();

  @Override
  public boolean knows(LicensePackage licensePackage) {
    return licensePackage.equals(LicensePackage.PUBLIC_CLOUD);
  }

  @Override
  public Optional<License> find(TenantId tenantId, LicensePackage licensePackage) {
    return Optional.ofNullable(licenses.get(new Key(tenantId, licensePackage))).map(Saved::license);
  }

  @Override
  public Optional<License> lock(TenantId tenantId, LicensePackage licensePackage) {
    return find(tenantId, licensePackage);
  }

  @Override
  public List<License> lockDue(Instant now, int limit) {
    return licenses.values().stream()
        .filter(it -> it.dueAt().filter(due -> !due.isAfter(now)).isPresent())
        .sorted(comparing(it -> it.dueAt().orElseThrow()))
        .limit(limit)
        .map(Saved::license)
        .toList();
  }

  @Override
  public Optional<Instant> nextDue() {
    return licenses.values().stream()
        .flatMap(it -> it.dueAt().stream())
        .min(Comparator.naturalOrder());
  }

  @Override
  public void save(Map<License, Optional<Instant>> dueAt) {
    dueAt.forEach(
        (license, due) ->
            licenses.put(
                new Key(license.tenantId(), license.licensePackage()), new Saved(license, due)));
  }

  @Override
  public List<License> expiring(Instant before, @Nullable Place after, int limit) {
    return licenses.values().stream()
        .map(Saved::license)
        .filter(it -> it.announced() != null && it.announced().until().isBefore(before))
        .filter(it -> after == null || BY_PLACE.compare(place(it), after) > 0)
        .sorted(comparing(FakeLicenseStore::place, BY_PLACE))
        .limit(limit)
        .toList();
  }

  private static final Comparator<Place> BY_PLACE =
      comparing(Place::validUntil)
          .thenComparing(Place::tenantId)
          .thenComparing(Place::licensePackage);

  private static Place place(License license) {
    return new Place(license.announced().until(), license.tenantId(), license.licensePackage());
  }

  private record Key(TenantId tenantId, LicensePackage licensePackage) {}

  private record Saved(License license, Optional<Instant> dueAt) {}
}
