package io.trailbridge.license.entitlement;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A history in memory, for one caller at a time. */
public final class FakeLicenseHistory implements LicenseHistory {
  private final List<Entry> entries = new ArrayList<>();
  private final List<Told> events = new ArrayList<>();

  @Override
  public void asked(TenantId tenantId, LicensePackage licensePackage, Wish wish, Instant now) {
    entries.add(new Entry(tenantId, new Asked(entries.size(), licensePackage, wish, now)));
  }

  @Override
  public void told(List<LicenseEvent> published, Instant now) {
    published.forEach(it -> events.add(new Told(it, now)));
  }

  @Override
  public Optional<Asked> order(TenantId tenantId, OrderId orderId, boolean revoking) {
    return entries.stream()
        .filter(it -> it.tenantId().equals(tenantId))
        .map(Entry::asked)
        .filter(it -> orderId.equals(it.wish().orderId()))
        .filter(it -> it.wish().wanted() instanceof Input.Revoke == revoking)
        .findFirst();
  }

  @Override
  public List<Asked> wishes(
      TenantId tenantId, LicensePackage licensePackage, long before, int limit) {
    return entries.reversed().stream()
        .filter(it -> it.tenantId().equals(tenantId))
        .map(Entry::asked)
        .filter(it -> it.licensePackage().equals(licensePackage) && it.number() < before)
        .limit(limit)
        .toList();
  }

  @Override
  public List<Told> events(
      TenantId tenantId, LicensePackage licensePackage, long before, int limit) {
    return events.reversed().stream()
        .filter(it -> it.event().tenantId().equals(tenantId))
        .filter(it -> it.event().licensePackage().equals(licensePackage))
        .filter(it -> it.event().version() < before)
        .limit(limit)
        .toList();
  }

  private record Entry(TenantId tenantId, Asked asked) {}
}
