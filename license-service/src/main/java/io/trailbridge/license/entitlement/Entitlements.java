package io.trailbridge.license.entitlement;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.LicenseStore.Order;
import io.trailbridge.license.entitlement.LicenseStore.Place;
import io.trailbridge.license.entitlement.domain.Decision;
import io.trailbridge.license.entitlement.domain.Decision.Moved;
import io.trailbridge.license.entitlement.domain.Decision.Refused;
import io.trailbridge.license.entitlement.domain.Decision.Stale;
import io.trailbridge.license.entitlement.domain.Input;
import io.trailbridge.license.entitlement.domain.License;
import io.trailbridge.license.entitlement.domain.LicenseRules;
import io.trailbridge.license.entitlement.domain.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The use cases. Each needs the transaction that its door has opened. */
@ApplicationScoped
public class Entitlements {
  private static final Logger LOG = Logger.getLogger(Entitlements.class);

  private final LicenseStore store;
  private final Announcements announcements;
  private final Clock clock;
  private final LicenseRules rules;

  Entitlements(
      LicenseStore store, Announcements announcements, Clock clock, EntitlementConfig config) {
    this.store = store;
    this.announcements = announcements;
    this.clock = clock;
    this.rules = new LicenseRules(config.grace(), config.notices());
  }

  /** How a licence stands; empty where there never was one. */
  public Optional<LicenseView> find(TenantId tenantId, LicensePackage licensePackage) {
    return store.find(tenantId, licensePackage).map(it -> view(it, clock.instant()));
  }

  /**
   * Carries out what somebody wants of one licence.
   *
   * @param order carried out once; null: as often as it comes
   */
  public Outcome carryOut(
      TenantId tenantId, LicensePackage licensePackage, Input input, @Nullable Order order) {
    License license =
        store.lock(tenantId, licensePackage).orElse(License.none(tenantId, licensePackage));
    // Only now: whoever waited for the lock would act in the past of who held it.
    Instant now = clock.instant();
    Decision decision = rules.decide(license, input, now);
    if (decision instanceof Refused(var refusals)) {
      return new Outcome.Rejected(refusals);
    }
    boolean repeated = order != null && !store.firstSight(tenantId, order, now);
    List<LicenseEvent> events = new ArrayList<>();
    License next = repeated ? license : keep(license, decision, events);
    announcements.publish(events);
    return next.exists() ? new Outcome.Done(view(next, now)) : new Outcome.Absent();
  }

  /** Announces what the time has done to the licences that are due, the longest overdue first. */
  public Fired fireDue(int limit) {
    Instant now = clock.instant();
    List<License> due = store.lockDue(now, limit);
    List<LicenseEvent> events = new ArrayList<>();
    Duration latest = Duration.ZERO;
    for (License license : due) {
      Instant dueAt = rules.dueAt(license).orElse(now);
      Duration lateness = Duration.between(dueAt, now);
      latest = lateness.compareTo(latest) > 0 ? lateness : latest;
      Decision decision = rules.decide(license, new Input.Tick(), now);
      if (decision instanceof Stale) {
        // The rules were configured differently when it was saved: only the alarm is set anew.
        store.save(license, rules.dueAt(license));
      }
      keep(license, decision, events);
    }
    announcements.publish(events);
    return new Fired(due.size(), latest, store.nextDue());
  }

  /** Valid licences that end before some time, soonest first. */
  public List<LicenseView> expiring(Instant before, @Nullable Place after, int limit) {
    Instant now = clock.instant();
    return store.expiring(before, after, limit).stream().map(it -> view(it, now)).toList();
  }

  private License keep(License license, Decision decision, List<LicenseEvent> toPublish) {
    if (!(decision instanceof Moved(var next, var events))) {
      return license;
    }
    store.save(next, rules.dueAt(next));
    toPublish.addAll(events);
    for (LicenseEvent event : events) {
      LOG.infof(
          "Licence announced tenant=%s package=%s version=%d valid=%s reason=%s effectiveAt=%s",
          event.tenantId(),
          event.licensePackage(),
          event.version(),
          event.valid(),
          event.reason(),
          event.effectiveAt());
    }
    return next;
  }

  private LicenseView view(License license, Instant now) {
    Standing standing = rules.standing(license, now);
    return new LicenseView(
        license.tenantId(),
        license.licensePackage(),
        standing.status(),
        standing.period().from(),
        standing.period().until(),
        license.version());
  }

  /** What came of a wish. */
  public sealed interface Outcome {
    /** The licence as it stands now, changed or not. */
    record Done(LicenseView license) implements Outcome {}

    /** There is no such licence, and nothing was asked that would make one. */
    record Absent() implements Outcome {}

    /** The wish makes no sense; every wrong field has its sentence. */
    record Rejected(List<Decision.Refusal> refusals) implements Outcome {}
  }

  /**
   * What the timer did in one transaction.
   *
   * @param count how many licences were due
   * @param latest how late the latest of them was
   * @param nextDue when the next one is due, perhaps already
   */
  public record Fired(int count, Duration latest, Optional<Instant> nextDue) {}
}
