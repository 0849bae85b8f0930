package io.trailbridge.license.entitlement.timer;

import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.EntitlementConfig;
import io.trailbridge.license.entitlement.LicenseStore;
import io.trailbridge.license.entitlement.domain.Decision.Moved;
import io.trailbridge.license.entitlement.domain.Input;
import io.trailbridge.license.entitlement.domain.License;
import io.trailbridge.license.entitlement.domain.LicenseRules;
import io.trailbridge.messaging.Transactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Keeps many valid licences at once, as their grants would have, without telling anybody. */
@Singleton
class Sown {
  private static final int AT_ONCE = 500;

  @Inject LicenseStore store;
  @Inject Transactions transactions;
  @Inject EntitlementConfig config;
  @Inject Clock clock;

  /**
   * Each of another tenant, whose name begins with {@code prefix}; version 1, which is activation.
   */
  void licences(String prefix, int count, IntFunction<Instant> until) {
    LicenseRules rules = new LicenseRules(config.grace(), config.notices());
    Instant now = clock.instant();
    for (int from = 0; from < count; from += AT_ONCE) {
      int first = from;
      transactions.asSystem(
          "proof",
          () -> {
            Map<License, Optional<Instant>> licences = new HashMap<>();
            for (int i = first; i < Math.min(first + AT_ONCE, count); i++) {
              License none = License.none(new TenantId(prefix + i), LicensePackage.PUBLIC_CLOUD);
              Input grant = new Input.Set(null, until.apply(i));
              License next = ((Moved) rules.decide(none, grant, now)).next();
              licences.put(next, rules.dueAt(next));
            }
            store.save(licences);
          });
    }
  }
}
