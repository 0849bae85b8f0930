package io.trailbridge.license.entitlement;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.Input;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was asked of licences and what was told of them, for good. Needs an open transaction. */
public interface LicenseHistory {

  /** Keeps a wish that was carried out. */
  void asked(TenantId tenantId, LicensePackage licensePackage, Wish wish, Instant now);

  /** Keeps events that are published. */
  void told(List<LicenseEvent> events, Instant now);

  /** The wish that an order carried out already. */
  Optional<Asked> order(TenantId tenantId, OrderId orderId, boolean revoking);

  /** The newest wishes first, of those with a lower number. */
  List<Asked> wishes(TenantId tenantId, LicensePackage licensePackage, long before, int limit);

  /** The newest events first, of those with a lower version. */
  List<Told> events(TenantId tenantId, LicensePackage licensePackage, long before, int limit);

  /**
   * A wish that was carried out.
   *
   * @param number grows with every wish
   */
  record Asked(long number, LicensePackage licensePackage, Wish wish, Instant at) {

    /** Whether the same is asked for. */
    boolean isFor(LicensePackage asked, Input.Wanted wanted) {
      return licensePackage.equals(asked) && wish.wanted().asksTheSameAs(wanted);
    }
  }

  /** An event that was published. */
  record Told(LicenseEvent event, Instant at) {}
}
