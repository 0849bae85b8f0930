package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.ConnectionSpec;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.IntakeConfig;
import io.trailbridge.provisioning.connection.ProvisioningConfig;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Inventory;
import io.trailbridge.provisioning.connection.domain.LogPlace;
import io.trailbridge.provisioning.connection.domain.Organization;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import io.trailbridge.provisioning.connection.domain.ResourceNames;
import io.trailbridge.provisioning.connection.domain.TheirTrail;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the steps in their order, for resources of ours and for those that the customer has. */
@ApplicationScoped
class Reconciler {
  private final RoleProof proof;
  private final ProvisioningConfig config;
  private final IntakeConfig intake;
  private final Forwarders forwarders;
  private final Clock clock;

  Reconciler(
      RoleProof proof,
      ProvisioningConfig config,
      IntakeConfig intake,
      Forwarders forwarders,
      Clock clock) {
    this.proof = proof;
    this.config = config;
    this.intake = intake;
    this.forwarders = forwarders;
    this.clock = clock;
  }

  /** One run; throws the refusal that ended it. */
  Reconciled run(Session session, Work work, Inventory inventory) {
    proof.enter(session);
    if (isOn(work)) {
      proof.refusesStrangers(session);
    }
    ResourceNames names = ResourceNames.of(work.connection(), work.spec());
    Organization organization =
        switch (work.spec().resources()) {
          case Resources.New wanted -> ours(session, work, names, wanted, inventory);
          case Resources.Existing wanted -> theirs(session, work, names, wanted, inventory);
        };
    return new Reconciled(
        organization == null ? null : organization.id(),
        work.spec().forwarding(),
        inventory.items(),
        session.calls(),
        session.count().slowest());
  }

  private @Nullable Organization ours(
      Session session, Work work, ResourceNames names, Resources.New wanted, Inventory inventory) {
    LogPlace place = LogPlace.ours(names);
    if (!isOn(work)) {
      pause(new Target(session, work, names, place, null, inventory));
    }
    Organization organization =
        work.spec().organization() ? new OrganizationReader(session).ofItsTrails() : null;
    Target target = new Target(session, work, names, place, organization, inventory);
    try {
      boolean newBucket = new BucketStep(target, wanted).run();
      boolean newTopic = notify(target, newBucket);
      new TrailStep(target, wanted).run(newBucket && newTopic);
      deliver(target, newTopic);
    } catch (Refusal refusal) {
      throw MissingRights.explained(refusal, target);
    }
    return organization;
  }

  /** What the customer has is read and used, and never written but for one notification entry. */
  private @Nullable Organization theirs(
      Session session,
      Work work,
      ResourceNames names,
      Resources.Existing wanted,
      Inventory inventory) {
    ConnectionSpec spec = work.spec();
    Optional<TheirTrail> found =
        new TrailReader(session, wanted.trailArn()).describe().map(TrailReader::theirs);
    if (!isOn(work)) {
      LogPlace place =
          found.map(it -> it.place(names, wanted)).orElseGet(() -> lastKnown(names, wanted));
      pause(new Target(session, work, names, place, null, inventory));
    }
    TheirTrail trail =
        found.orElseThrow(() -> refused(FindingCode.TRAIL_NOT_FOUND, wanted.trailArn()));
    trail
        .objection(names, wanted, spec.organization())
        .ifPresent(
            code -> {
              throw refused(code, wanted.trailArn());
            });
    Organization organization = spec.organization() ? new OrganizationReader(session).read() : null;
    LogPlace place = trail.place(names, wanted);
    Target target = new Target(session, work, names, place, organization, inventory);
    inventory.theirs(ResourceKind.BUCKET, place.bucketAndPrefix());
    inventory.theirs(ResourceKind.TRAIL, wanted.trailArn());
    try {
      new TheirBucket(target).mustBeInReach();
      if (isOn(work) && spec.delivery() == Delivery.PULL) {
        new NewestObject(target, clock.instant()).mustBeReadable();
      }
      boolean nobodyYet = false;
      if (target.isTopicOurs()) {
        nobodyYet = notify(target, false);
      } else {
        inventory.theirs(ResourceKind.TOPIC, place.topic());
      }
      deliver(target, nobodyYet);
    } catch (Refusal refusal) {
      throw MissingRights.explained(refusal, target);
    }
    return organization;
  }

  /** A pause takes our subscription away even where the trail is gone. */
  private static LogPlace lastKnown(ResourceNames names, Resources.Existing wanted) {
    Arn named = wanted.topicArn();
    LogPlace ours = LogPlace.ours(names);
    return named == null
        ? ours
        : new LogPlace(ours.bucket(), ours.owner(), ours.keyPrefix(), named, false);
  }

  /** Our topic, and our entry in the bucket's notification; true where the topic is new. */
  private static boolean notify(Target target, boolean newBucket) {
    boolean nobodyYet = new TopicStep(target).run();
    new NotificationStep(target).run(newBucket);
    return nobodyYet;
  }

  /** From the topic to us: what the subscription leads to comes before it. */
  private void deliver(Target target, boolean nobodyYet) {
    switch (target.work().spec().delivery()) {
      case PULL -> {}
      case PUSH -> {
        Forwarder forwarder = forwarders.of(target);
        boolean newQueue = new QueueStep(target).run(nobodyYet);
        boolean newGroup = new LogGroupStep(target).run(newQueue);
        boolean newFunction = new FunctionStep(target, forwarder).run(newGroup);
        new MappingStep(target).run(newQueue && newFunction);
      }
    }
    if (isOn(target.work())) {
      subscription(target).ensureOn(nobodyYet);
    }
  }

  /**
   * First of all the subscription goes: that must not wait for what else may be wrong. Only a role
   * that is proved does what comes after.
   */
  private void pause(Target target) {
    subscription(target).ensureOff();
    proof.refusesStrangers(target.session());
  }

  private SubscriptionStep subscription(Target target) {
    Destination destination =
        Destination.of(target.work().connection(), target.work().spec(), intake);
    Subscriptions subscriptions = new Subscriptions(target.session(), destination);
    return new SubscriptionStep(target, subscriptions, config.confirmWithin());
  }

  private static Refusal refused(FindingCode code, Arn trail) {
    return Refusal.of(code, "cloudtrail:DescribeTrails", trail.value());
  }

  private static boolean isOn(Work work) {
    return work.spec().forwarding() == Forwarding.ON;
  }
}
