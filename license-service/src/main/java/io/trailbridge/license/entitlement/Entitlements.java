package io.trailbridge.license.entitlement;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.LicenseHistory.Asked;
import io.trailbridge.license.entitlement.LicenseStore.Place;
import io.trailbridge.license.entitlement.domain.Decision;
import io.trailbridge.license.entitlement.domain.Decision.Moved;
import io.trailbridge.license.entitlement.domain.Decision.Refused;
import io.trailbridge.license.entitlement.domain.Input;
import io.trailbridge.license.entitlement.domain.License;
import io.trailbridge.license.entitlement.domain.LicenseRules;
import io.trailbridge.license.entitlement.domain.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The use cases. Each needs the transaction that its door has opened. */
@ApplicationScoped
public class Entitlements {
  private static final Logger LOG = Logger.getLogger(Entitlements.class);

  private final LicenseStore store;
  private final LicenseHistory history;
  private final Announcements announcements;
  private final Clock clock;
  private final LicenseRules rules;

  Entitlements(
      LicenseStore store,
      LicenseHistory history,
      Announcements announcements,
      Clock clock,
      EntitlementConfig config) {
    this.store = store;
    this.history = history;
    this.announcements = announcements;
    this.clock = clock;
    this.rules = new LicenseRules(config.grace(), config.notices());
  }

  /** How a licence stands; empty where there never was one. */
  public Optional<LicenseView> find(TenantId tenantId, LicensePackage licensePackage) {
    return store.find(tenantId, licensePackage).map(it -> view(it, clock.instant()));
  }

  /** Carries out what somebody wants of one licence. */
  public Outcome carryOut(TenantId tenantId, LicensePackage licensePackage, Wish wish) {
    if (!store.knows(licensePackage)) {
      return new Outcome.UnknownPackage();
    }
    License license =
        store.lock(tenantId, licensePackage).orElse(License.none(tenantId, licensePackage));
    // Only now: whoever waited for the lock would act in the past of who held it.
    Instant now = clock.instant();
    Optional<Asked> before = carriedOut(tenantId, wish);
    if (before.isPresent()) {
      // Before anything is decided: a repeat may come when its period is long over.
      return before.get().isFor(licensePackage, wish.wanted())
          ? done(license, now)
          : new Outcome.OrderReused();
    }
    Decision decision = rules.decide(license, wish.wanted(), now);
    if (decision instanceof Refused(var refusals)) {
      return new Outcome.Rejected(refusals);
    }
    List<LicenseEvent> events = new ArrayList<>();
    License next = next(license, decision, events);
    boolean moved = !next.equals(license);
    if (moved) {
      store.save(next, rules.dueAt(next));
    }
    if (moved || wish.orderId() != null) {
      history.asked(tenantId, licensePackage, wish, now);
    }
    publish(events, now);
    return done(next, now);
  }

  /**
   * What was asked of a licence and told of it, newest first; empty where there never was one.
   *
   * @param before where the former page ended
   * @param limit how many of each at most
   */
  public Optional<HistoryView> history(
      TenantId tenantId, LicensePackage licensePackage, HistoryView.Place before, int limit) {
    return store
        .find(tenantId, licensePackage)
        .map(
            _ ->
                HistoryView.of(
                    tenantId,
                    licensePackage,
                    history.wishes(tenantId, licensePackage, before.wish(), limit + 1),
                    history.events(tenantId, licensePackage, before.version(), limit + 1),
                    before,
                    limit));
  }

  /** Announces what the time has done to the licences that are due, the longest overdue first. */
  public Fired fireDue(int limit) {
    Instant now = clock.instant();
    List<License> due = store.lockDue(now, limit);
    List<LicenseEvent> events = new ArrayList<>();
    Map<License, Optional<Instant>> changed = new LinkedHashMap<>();
    Duration latest = Duration.ZERO;
    for (License license : due) {
      Duration lateness = Duration.between(rules.dueAt(license).orElse(now), now);
      latest = lateness.compareTo(latest) > 0 ? lateness : latest;
      // Where nothing moves, the rules were others when it was saved: the alarm is set anew.
      License next = next(license, rules.decide(license, new Input.Tick(), now), events);
      changed.put(next, rules.dueAt(next));
    }
    store.save(changed);
    publish(events, now);
    return new Fired(due.size(), latest, store.nextDue());
  }

  /** Valid licences that end before some time, soonest first. */
  public List<LicenseView> expiring(Instant before, @Nullable Place after, int limit) {
    Instant now = clock.instant();
    return store.expiring(before, after, limit).stream().map(it -> view(it, now)).toList();
  }

  private Optional<Asked> carriedOut(TenantId tenantId, Wish wish) {
    return wish.orderId() == null
        ? Optional.empty()
        : history.order(tenantId, wish.orderId(), wish.wanted() instanceof Input.Revoke);
  }

  private void publish(List<LicenseEvent> events, Instant now) {
    history.told(events, now);
    announcements.publish(events);
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
  }

  private Outcome done(License license, Instant now) {
    return license.exists() ? new Outcome.Done(view(license, now)) : new Outcome.Absent();
  }

  private static License next(License license, Decision decision, List<LicenseEvent> toPublish) {
    if (!(decision instanceof Moved(var next, var events))) {
      return license;
    }
    toPublish.addAll(events);
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

    /** There is no such package. */
    record UnknownPackage() implements Outcome {}

    /** The order was carried out before, with another content. */
    record OrderReused() implements Outcome {}

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
