package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.IntakeConfig;
import io.trailbridge.provisioning.connection.ProvisioningConfig;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.CheckCode;
import io.trailbridge.provisioning.connection.domain.Inventory;
import io.trailbridge.provisioning.connection.domain.LogPlace;
import io.trailbridge.provisioning.connection.domain.Organization;
import io.trailbridge.provisioning.connection.domain.ResourceNames;
import io.trailbridge.provisioning.connection.domain.Verification;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Follows the chain of checks, link by link; changes nothing. */
@ApplicationScoped
class Verifier {
  private final RoleProof proof;
  private final ProofTimes proofTimes;
  private final IntakeConfig intake;
  private final Forwarders forwarders;
  private final ProvisioningConfig config;
  private final Clock clock;

  Verifier(
      RoleProof proof,
      ProofTimes proofTimes,
      IntakeConfig intake,
      Forwarders forwarders,
      ProvisioningConfig config,
      Clock clock) {
    this.proof = proof;
    this.proofTimes = proofTimes;
    this.intake = intake;
    this.forwarders = forwarders;
    this.config = config;
    this.clock = clock;
  }

  Verification verify(Session session, Work work) {
    Chain chain = new Chain(work.spec().resources());
    try {
      role(chain, session, work);
      switch (work.spec().resources()) {
        case Resources.New wanted -> ours(chain, session, work, wanted);
        case Resources.Existing wanted -> theirs(chain, session, work, wanted);
      }
      return chain.complete();
    } catch (Overtaken | Chain.BrokenOff e) {
      return chain.brokenOff();
    } catch (Refusal refusal) {
      // Refused beside the links: nothing is known for certain.
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
            organizationOf(chain, work, session),
            new Inventory());
    Optional<Trail> trail = trail(chain, target, target.trailArn());
    trail.ifPresent(
        it ->
            chain.holds(
                CheckCode.TRAIL_SCOPE,
                () -> {
                  String scope = scope(it, target, true);
                  return scope == null
                      ? differs(target, () -> new TrailStep(target, wanted).keep(it))
                      : scope;
                }));
    BucketStep bucket = new BucketStep(target, wanted);
    chain.holds(CheckCode.BUCKET_SETTINGS, () -> differs(target, bucket::keep));
    chain.holds(
        CheckCode.BUCKET_POLICY, () -> bucket.policyHolds() ? null : "Statements are missing.");
    topic(chain, target);
    delivery(chain, target);
  }

  /** What is the customer's is looked at as far as they wished for something. */
  private void theirs(Chain chain, Session session, Work work, Resources.Existing wanted) {
    ResourceNames names = ResourceNames.of(work.connection(), work.spec());
    Target before = new Target(session, work, names, LogPlace.ours(names), null, new Inventory());
    Optional<Trail> trail = trail(chain, before, wanted.trailArn());
    if (trail.isEmpty()) {
      return;
    }
    LogPlace place = TrailReader.theirs(trail.get()).place(names, wanted);
    Target target = new Target(session, work, names, place, null, new Inventory());
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
          proof.enterAnew(session);
          return null;
        })) {
      throw new Chain.BrokenOff();
    }
    if (!proofTimes.isDue(work.connection(), clock.instant(), config.proveEvery())) {
      return;
    }
    if (!chain.holds(
        CheckCode.EXTERNAL_ID_ENFORCED,
        () -> {
          proof.refusesStrangers(session);
          return null;
        })) {
      throw new Chain.BrokenOff();
    }
    proofTimes.held(work.connection(), clock.instant());
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
    chain.trailStatus(reader::status);
    chain.holds(
        CheckCode.EVENT_SELECTORS,
        () ->
            reader.selectors().recordManagementEvents()
                ? null
                : "Management events are not recorded.");
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
    chain.holds(CheckCode.TOPIC_POLICY, () -> differs(target, () -> new TopicStep(target).run()));
  }

  private void delivery(Chain chain, Target target) {
    boolean pull =
        switch (target.work().spec().delivery()) {
          case PULL -> true;
          case PUSH -> {
            forwarder(chain, target);
            yield false;
          }
        };
    if (target.work().spec().forwarding() == Forwarding.ON) {
      chain.holds(CheckCode.SUBSCRIPTION_CONFIRMED, explained(target, () -> subscription(target)));
    }
    if (pull) {
      chain.holds(
          CheckCode.NEWEST_OBJECT_READABLE,
          explained(
              target,
              () -> {
                new NewestObject(target, clock.instant()).mustBeReadable();
                return null;
              }));
    }
    chain.isFreshSince(clock.instant().minus(config.staleAfter()));
  }

  private void forwarder(Chain chain, Target target) {
    AtomicBoolean hidden = new AtomicBoolean();
    chain.holds(CheckCode.FORWARDER_ROLE, () -> new ForwarderRole(target).found());
    chain.holds(
        CheckCode.FORWARDER_QUEUE, () -> differs(target, () -> new QueueStep(target).run(false)));
    chain.holds(
        CheckCode.FORWARDER_FUNCTION,
        () ->
            differs(
                target,
                () -> {
                  new LogGroupStep(target).run(false);
                  FunctionStep function = new FunctionStep(target, forwarders.of(target));
                  function.run(false);
                  hidden.set(function.isHidden());
                }));
    if (hidden.get()) {
      chain.add(
          "Its key hides its environment from Trailbridge: the secret is told by the revision.");
    }
    chain.holds(
        CheckCode.FORWARDER_MAPPING,
        () -> differs(target, () -> new MappingStep(target).run(false)));
  }

  /** A look whose refusal shows the statement that a policy of the customer's lacks. */
  private static Chain.Look explained(Target target, Chain.Look look) {
    return () -> {
      try {
        return look.found();
      } catch (Refusal refusal) {
        throw MissingRights.explained(refusal, target);
      }
    };
  }

  private @Nullable String subscription(Target target) {
    Subscriptions subscriptions =
        new Subscriptions(
            target.session(),
            Destination.of(target.work().connection(), target.work().spec(), intake));
    Optional<Subscription> confirmed =
        subscriptions.of(target.place().topic().value()).stream()
            .filter(Subscriptions::isConfirmed)
            .filter(subscriptions::isOurs)
            .findFirst();
    SubscriptionStep step = new SubscriptionStep(target, subscriptions, config.confirmWithin());
    return confirmed.isEmpty()
        ? "There is no confirmed subscription."
        : differs(target, () -> step.keep(confirmed.get().subscriptionArn()));
  }

  /** What a step would write: as AWS names it, since it stands so in the customer's CloudTrail. */
  private static @Nullable String differs(Target target, Runnable step) {
    List<String> writes = target.session().differences(step);
    if (writes.isEmpty()) {
      return null;
    }
    return writes.getFirst().contains(":Create")
        ? "It is gone."
        : "It was changed; putting it back takes " + String.join(", ", writes) + ".";
  }

  /**
   * The organization that our trail is to cover. Where Organizations tells of none, or tells us
   * nothing, our trail cannot be named, and what would follow cannot be looked at.
   */
  private static @Nullable Organization organizationOf(Chain chain, Work work, Session session) {
    if (!work.spec().organization()) {
      return null;
    }
    try {
      return new OrganizationReader(session).read();
    } catch (Refusal refusal) {
      chain.holds(
          CheckCode.TRAIL_SCOPE,
          () -> {
            throw refusal;
          });
      throw new Chain.BrokenOff();
    }
  }
}
