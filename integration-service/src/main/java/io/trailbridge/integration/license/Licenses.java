package io.trailbridge.integration.license;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.license.LicenseEffect.Stopping;
import io.trailbridge.integration.license.domain.License;
import io.trailbridge.integration.license.domain.Sweep;
import io.trailbridge.messaging.Inbox;
import io.trailbridge.messaging.Meta;
import io.trailbridge.messaging.PermanentFailure;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps the newest validity of each tenant's licence and carries it to the connections. */
@ApplicationScoped
public class Licenses {
  private static final Logger LOG = Logger.getLogger(Licenses.class);

  private final Transactions transactions;
  private final LicenseStore store;
  private final LicenseEffect effect;
  private final Inbox inbox;
  private final LicenseConfig config;
  private final Clock clock;

  Licenses(
      Transactions transactions,
      LicenseStore store,
      LicenseEffect effect,
      Inbox inbox,
      LicenseConfig config,
      Clock clock) {
    this.transactions = transactions;
    this.store = store;
    this.effect = effect;
    this.inbox = inbox;
    this.config = config;
    this.clock = clock;
  }

  /** The tenant's licence, where one was ever heard of. */
  public Optional<License> find(TenantId tenant) {
    return transactions.asTenant(tenant, () -> store.find(tenant));
  }

  /**
   * What the end of the tenant's licence will stop.
   *
   * @param license empty: there never was one
   * @param stopping nothing where the licence has ended
   */
  public record Preview(Optional<License> license, Stopping stopping) {}

  /** What will stop when the tenant's licence ends; the newest {@code limit} by name. */
  public Preview preview(TenantId tenant, int limit) {
    Instant now = clock.instant();
    return transactions.asTenant(
        tenant,
        () -> {
          Optional<License> license = store.find(tenant);
          boolean live = license.filter(it -> it.isLive(now)).isPresent();
          return new Preview(
              license, live ? effect.wouldStop(tenant, limit) : new Stopping(0, List.of()));
        });
  }

  /**
   * A licence event; older versions, repeats and other packages change nothing. Throws
   * PermanentFailure where the known version comes with another content.
   */
  public void accept(LicenseEvent event, Meta meta) {
    if (!event.licensePackage().equals(LicensePackage.PUBLIC_CLOUD)) {
      return;
    }
    License license = License.of(event);
    Instant now = clock.instant();
    boolean changed =
        transactions.asSystem(
            "licence event",
            () -> {
              if (!inbox.firstSight("license-events", meta, now)) {
                return false;
              }
              if (!store.offer(license)) {
                refuseAContradiction(license);
                return false;
              }
              store.schedule(license.sweep(), license.dueAt().isAfter(now) ? license.dueAt() : now);
              return true;
            });
    if (changed) {
      LOG.infof(
          "License changed tenant=%s version=%d valid=%s reason=%s validUntil=%s",
          license.tenantId(),
          license.version(),
          license.valid(),
          license.reason(),
          license.validUntil());
      // One step, which is all of it for most tenants; a large one must not hold up the others'
      // events, so the timer does the rest.
      transactions.asSystem("licence sweep", this::step);
    }
  }

  /**
   * Goes on with every due sweep, one bounded transaction after the other. Where one is cut off,
   * its row is still there: the next call, here or in another instance, goes on.
   */
  public void sweep() {
    while (transactions.asSystem("licence sweep", this::step)) {
      // The next chunk.
    }
  }

  private void refuseAContradiction(License license) {
    if (store.find(license.tenantId()).filter(license::contradicts).isPresent()) {
      throw new PermanentFailure("version-reused");
    }
  }

  private boolean step() {
    Optional<Sweep> due = store.takeDue(clock.instant());
    if (due.isEmpty()) {
      return false;
    }
    int reached = effect.carryOut(due.get(), config.sweepChunk());
    if (reached < config.sweepChunk()) {
      store.finish(due.get());
    }
    if (reached > 0) {
      LOG.infof(
          "License carried out tenant=%s version=%d valid=%s connections=%d",
          due.get().tenantId(), due.get().version(), due.get().valid(), reached);
    }
    return true;
  }
}
