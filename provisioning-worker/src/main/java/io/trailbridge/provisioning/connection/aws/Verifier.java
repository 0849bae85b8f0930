package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.IntakeConfig;
import io.trailbridge.provisioning.connection.ProvisioningConfig;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.CheckCode;
import io.trailbridge.provisioning.connection.domain.Inventory;
import io.trailbridge.provisioning.connection.domain.LogPlace;
import io.trailbridge.provisioning.connection.domain.Organization;
import io.trailbridge.provisioning.connection.domain.ResourceNames;
import io.trailbridge.provisioning.connection.domain.Verdict;
import io.trailbridge.provisioning.connection.domain.Verification;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Follows the chain of checks, link by link; changes nothing. */
@ApplicationScoped
class Verifier {
  private final RoleProof proof;
  private final ProofTimes proofTimes;
  private final IntakeConfig intake;
  private final ProvisioningConfig config;
  private final Clock clock;

  Verifier(
      RoleProof proof,
      ProofTimes proofTimes,
      IntakeConfig intake,
      ProvisioningConfig config,
      Clock clock) {
    this.proof = proof;
    this.proofTimes = proofTimes;
    this.intake = intake;
    this.config = config;
    this.clock = clock;
  }

  Verification verify(Session session, Work work) {
    Chain chain = new Chain();
    try {
      role(chain, session, work);
      if (work.spec().delivery() == Delivery.PULL) {
        switch (work.spec().resources()) {
          case Resources.New wanted -> ours(chain, session, work, wanted);
          case Resources.Existing wanted -> theirs(chain, session, work, wanted);
        }
      }
      return chain.complete();
    } catch (Overtaken | BrokenOff e) {
      return chain.brokenOff();
    } catch (Refusal refusal) {
      // Refused beside the links, such as by Organizations: nothing is known for certain.
      return chain.brokenOff();
    }
  }

  private void ours(Chain chain, Session session, Work work, Resources.New wanted) {
    ResourceNames names = ResourceNames.of(work.connection(), work.spec());
    Target target =
        new Target(
            session,
            work,
            names,
            LogPlace.ours(names),
            organizationOf(work, session),
            new Inventory());
    Optional<Trail> trail = trail(chain, target, target.trailArn());
    trail.ifPresent(it -> chain.holds(CheckCode.TRAIL_SCOPE, () -> scope(it, target, true)));
    chain.holds(
        CheckCode.BUCKET_POLICY,
        () -> new BucketStep(target, wanted).policyHolds() ? null : "Statements are missing.");
    topic(chain, target);
    delivery(chain, target);
  }

  /** What is the customer's is looked at as far as they wished for something. */
  private void theirs(Chain chain, Session session, Work work, Resources.Existing wanted) {
    ResourceNames names = ResourceNames.of(work.connection(), work.spec());
    Organization organization = organizationOf(work, session);
    Target before =
        new Target(session, work, names, LogPlace.ours(names), organization, new Inventory());
    Optional<Trail> trail = trail(chain, before, wanted.trailArn());
    if (trail.isEmpty()) {
      return;
    }
    LogPlace place = TrailReader.theirs(trail.get()).place(names, wanted);
    Target target = new Target(session, work, names, place, organization, new Inventory());
    chain.holds(CheckCode.TRAIL_SCOPE, () -> scope(trail.get(), target, false));
    if (target.isTopicOurs()) {
      topic(chain, target);
    }
    delivery(chain, target);
  }

  private void role(Chain chain, Session session, Work work) {
    if (!chain.holds(
        CheckCode.ROLE_ASSUMABLE,
        () -> {
          proof.enter(session);
          return null;
        })) {
      throw new BrokenOff();
    }
    if (proofTimes.isDue(work.connection(), clock.instant(), config.proveEvery())
        && chain.holds(
            CheckCode.EXTERNAL_ID_ENFORCED,
            () -> {
              proof.refusesStrangers(session);
              return null;
            })) {
      proofTimes.held(work.connection(), clock.instant());
    }
  }

  /** The links about the trail; empty where it is gone. */
  private static Optional<Trail> trail(Chain chain, Target target, Arn arn) {
    TrailReader reader = new TrailReader(target.session(), arn);
    List<Trail> found = new ArrayList<>();
    chain.holds(
        CheckCode.TRAIL_EXISTS,
        () -> {
          reader.describe().ifPresent(found::add);
          return found.isEmpty() ? "The trail is gone." : null;
        });
    if (found.isEmpty()) {
      return Optional.empty();
    }
    chain.holds(
        CheckCode.TRAIL_LOGGING,
        () -> {
          GetTrailStatusResponse status = reader.status();
          chain.status = status;
          return Boolean.TRUE.equals(status.isLogging()) ? null : "Logging was stopped.";
        });
    chain.holds(
        CheckCode.TRAIL_DELIVERING,
        () -> {
          String error = chain.status == null ? null : chain.status.latestDeliveryError();
          return error == null || error.isEmpty() ? null : "CloudTrail reports " + error + ".";
        });
    chain.holds(
        CheckCode.EVENT_SELECTORS,
        () -> reader.recordsManagementEvents() ? null : "Management events are not recorded.");
    return Optional.of(found.getFirst());
  }

  /**
   * Whether it covers what was wished.
   *
   * @param everywhere whether it must cover all regions: a trail of the customer's may cover one
   */
  private static @Nullable String scope(Trail trail, Target target, boolean everywhere) {
    if (everywhere && !Boolean.TRUE.equals(trail.isMultiRegionTrail())) {
      return "The trail covers one region only.";
    }
    return target.work().spec().organization() && !Boolean.TRUE.equals(trail.isOrganizationTrail())
        ? "The trail covers one account only."
        : null;
  }

  private static void topic(Chain chain, Target target) {
    chain.holds(
        CheckCode.NOTIFICATION,
        () -> new NotificationStep(target).holds() ? null : "The entry is missing.");
    chain.holds(
        CheckCode.TOPIC_POLICY,
        () -> new TopicStep(target).policyHolds() ? null : "The statement is missing.");
  }

  private void delivery(Chain chain, Target target) {
    chain.holds(
        CheckCode.SUBSCRIPTION_CONFIRMED,
        () -> isSubscribed(target) ? null : "There is no confirmed subscription.");
    chain.holds(
        CheckCode.NEWEST_OBJECT_READABLE,
        () -> {
          try {
            new NewestObject(target, clock.instant()).mustBeReadable();
            return null;
          } catch (Refusal refusal) {
            throw MissingRights.explained(refusal, target);
          }
        });
    freshness(chain);
  }

  private boolean isSubscribed(Target target) {
    Subscriptions subscriptions =
        new Subscriptions(target.session(), target.work().connection(), intake);
    return subscriptions.of(target.place().topic().value()).stream()
        .filter(Subscriptions::isConfirmed)
        .anyMatch((Subscription it) -> subscriptions.isOurs(it));
  }

  private void freshness(Chain chain) {
    Instant last = chain.lastDelivery();
    if (last != null) {
      chain.holds(
          CheckCode.DELIVERY_FRESH,
          () ->
              last.plus(config.staleAfter()).isBefore(clock.instant())
                  ? "Nothing was delivered since " + last + "."
                  : null);
    }
  }

  private static @Nullable Organization organizationOf(Work work, Session session) {
    return work.spec().organization() ? new OrganizationReader(session).read() : null;
  }

  /** Without the role, or without AWS, the rest of the chain cannot be looked at. */
  private static final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenOff() {
      super(null, null, false, false);
    }
  }

  /** A look at something: null where it holds, else what was found. */
  private interface Look {
    @Nullable String found();
  }

  /** The links so far. */
  private static final class Chain {
    private final List<Check> checks = new ArrayList<>();
    private @Nullable GetTrailStatusResponse status;

    /** Adds a link; refused for good is a failed link, refused in passing breaks the chain off. */
    boolean holds(CheckCode code, Look look) {
      Check check;
      try {
        String found = look.found();
        check = found == null ? code.passed() : code.failed(found);
      } catch (Refusal refusal) {
        check = refused(code, refusal);
      }
      checks.add(check);
      return check.passed();
    }

    private static Check refused(CheckCode code, Refusal refusal) {
      return switch (refusal.verdict()) {
        case Verdict.TryLater later when later.cause() != Verdict.Cause.SETTLING ->
            throw new BrokenOff();
        case Verdict.TryLater later -> failed(code, later.finding());
        case Verdict.GiveUp give -> failed(code, give.finding());
        case Verdict.Done _ -> code.failed("It is gone.");
      };
    }

    /** What refused knows better than the link what is to be done. */
    private static Check failed(CheckCode code, Finding finding) {
      return code.failed(finding.message(), finding.remedy());
    }

    @Nullable Instant lastDelivery() {
      if (status == null) {
        return null;
      }
      Instant file = status.latestDeliveryTime();
      Instant digest = status.latestDigestDeliveryTime();
      if (file == null || digest == null) {
        return file == null ? digest : file;
      }
      return file.isAfter(digest) ? file : digest;
    }

    Verification complete() {
      return Verification.of(checks, true, lastDelivery());
    }

    Verification brokenOff() {
      return Verification.of(checks, false, lastDelivery());
    }
  }
}
