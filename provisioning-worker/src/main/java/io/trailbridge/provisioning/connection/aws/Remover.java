package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.IntakeConfig;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Inventory;
import io.trailbridge.provisioning.connection.domain.Removal;
import io.trailbridge.provisioning.connection.domain.ResourceNames;
import io.trailbridge.provisioning.connection.domain.Tags;
import io.trailbridge.provisioning.connection.domain.Tags.Ownership;
import io.trailbridge.provisioning.connection.domain.TheirTrail;
import io.trailbridge.provisioning.connection.domain.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.Subscription;

/**
 * Takes back what is ours, in reverse order: what bears our tag under our names, and what the
 * inventory says is ours. Each piece stands alone: one that cannot be removed holds up no other.
 */
final class Remover {
  private final Session session;
  private final RoleProof proof;
  private final Work work;
  private final ResourceNames names;
  private final IntakeConfig intake;
  private final ForwarderRemoval forwarder;
  private final Set<InventoryItem> known = new LinkedHashSet<>();
  private final List<InventoryItem> removed = new ArrayList<>();
  private final List<Leftover> left = new ArrayList<>();
  private @Nullable Refusal lockedOut;
  private boolean passing;

  Remover(Session session, RoleProof proof, Work work, IntakeConfig intake) {
    this.session = session;
    this.proof = proof;
    this.work = work;
    this.names = ResourceNames.of(work.connection(), work.spec());
    this.intake = intake;
    this.forwarder = new ForwarderRemoval(session, names);
  }

  Removal remove(boolean deleteLogs, List<InventoryItem> inventory) {
    inventory.stream().filter(InventoryItem::ours).forEach(known::add);
    Inventory.roles(work.spec()).forEach(known::add);
    try {
      enter();
      for (InventoryItem item : ours()) {
        if (lockedOut == null) {
          attempt(item, deleteLogs);
        } else if (known.contains(item)) {
          leaveUnseen(item, lockedOut);
        }
      }
    } catch (Overtaken e) {
      passing = false;
    }
    return new Removal(removed, left, passing);
  }

  /** By a session that is asked for now: one that is kept may outlive the role. */
  private void enter() {
    try {
      proof.enterAnew(session);
    } catch (Refusal refusal) {
      lockedOut = refusal;
    }
  }

  /** Without the role nothing can be looked at: all that is known is left. */
  private void leaveUnseen(InventoryItem item, Refusal refusal) {
    switch (refusal.verdict()) {
      case Verdict.Done _ -> leave(item, FindingCode.ROLE_NOT_ASSUMABLE.message());
      case Verdict.GiveUp _, Verdict.TryLater _ -> refused(item, refusal);
    }
  }

  /**
   * What the inventory calls ours, and what may be ours whether it is listed or not: a run that was
   * cut off has told nobody what it made.
   */
  private List<InventoryItem> ours() {
    Set<InventoryItem> all = new LinkedHashSet<>(known);
    switch (work.spec().resources()) {
      case Resources.New _ -> {
        InventoryItem trail = trail(names.trailArn());
        all.add(trail);
        all.add(new InventoryItem(ResourceKind.NOTIFICATION, names.bucketArn(), true));
        all.add(new InventoryItem(ResourceKind.TOPIC, names.topicArn(), true));
        all.add(new InventoryItem(ResourceKind.BUCKET, names.bucketArn(), true));
        if (work.spec().organization()) {
          look(trail, () -> addOrganizations(all));
        }
      }
      case Resources.Existing theirs -> {
        // Where they named a topic we never made one, and the role may not look for it.
        boolean byOurTopic = theirs.topicArn() == null && theirs.bucketAccountId() == null;
        if (byOurTopic) {
          all.add(new InventoryItem(ResourceKind.TOPIC, names.topicArn(), true));
        }
        look(
            new InventoryItem(ResourceKind.TRAIL, theirs.trailArn(), false),
            () -> addInTheirs(all, theirs, byOurTopic));
      }
    }
    if (work.spec().delivery() == Delivery.PUSH) {
      all.add(new InventoryItem(ResourceKind.FUNCTION, names.functionArn(), true));
      all.add(new InventoryItem(ResourceKind.LOG_GROUP, names.logGroupArn(), true));
      all.add(new InventoryItem(ResourceKind.QUEUE, names.queueArn(), true));
    }
    List<InventoryItem> sorted = new ArrayList<>(all);
    sorted.sort((a, b) -> Removal.order().compare(a.kind(), b.kind()));
    return sorted;
  }

  /** An organization's trail lives in the management account. */
  private void addOrganizations(Set<InventoryItem> all) {
    new OrganizationReader(session)
        .find()
        .ifPresent(it -> all.add(trail(names.trailArn(it.management()))));
  }

  /** Our entry in their bucket's notification, our subscriptions of their topic. */
  private void addInTheirs(Set<InventoryItem> all, Resources.Existing theirs, boolean byOurTopic) {
    Optional<TheirTrail> trail =
        new TrailReader(session, theirs.trailArn()).describe().map(TrailReader::theirs);
    boolean organization = work.spec().organization();
    if (trail.flatMap(it -> it.objection(names, theirs, organization)).isPresent()) {
      return;
    }
    if (byOurTopic) {
      trail.ifPresent(
          it ->
              all.add(
                  new InventoryItem(
                      ResourceKind.NOTIFICATION, names.bucketArn(it.bucket()), true)));
    }
    Optional.ofNullable(theirs.topicArn())
        .or(() -> trail.map(TheirTrail::topic))
        .ifPresent(topic -> all.addAll(subscriptionsOf(topic)));
  }

  /** What cannot be looked for is told of the trail that tells where to look. */
  private void look(InventoryItem trail, Runnable look) {
    if (lockedOut != null) {
      return;
    }
    try {
      look.run();
    } catch (Refusal refusal) {
      if (refusal.fault().action().equals(RoleProof.ASSUME)) {
        lockedOut = refusal;
      } else if (!(refusal.verdict() instanceof Verdict.Done)) {
        refused(trail, refusal);
      }
    }
  }

  private void attempt(InventoryItem item, boolean deleteLogs) {
    try {
      switch (item.kind()) {
        case SUBSCRIPTION -> unsubscribe(item);
        case TRAIL -> deleteTrail(item);
        case NOTIFICATION -> takeOutNotification(item);
        case TOPIC -> deleteTopic(item);
        case BUCKET -> deleteBucket(item, deleteLogs);
        case ROLE ->
            leave(item, "Removed last, by the script, which made it: the worker makes no roles.");
        case FUNCTION -> deleteFunction(item);
        case LOG_GROUP ->
            delete(item, forwarder.tagsOfLogGroup(item.arn()), forwarder::deleteLogGroup);
        case QUEUE -> delete(item, forwarder.tagsOfQueue(item.arn()), forwarder::deleteQueue);
      }
    } catch (Refusal refusal) {
      if (refusal.fault().action().equals(RoleProof.ASSUME)) {
        lockedOut = refusal;
        leaveUnseen(item, refusal);
      } else {
        refused(item, refusal);
      }
    }
  }

  private void refused(InventoryItem item, Refusal refusal) {
    switch (refusal.verdict()) {
      case Verdict.Done _ -> removed.add(item);
      case Verdict.GiveUp give -> leave(item, give.finding().message());
      case Verdict.TryLater later -> {
        passing = true;
        leave(item, later.finding().message());
      }
    }
  }

  private void unsubscribe(InventoryItem item) {
    session.remove(
        "sns:Unsubscribe",
        item.arn().value(),
        () -> session.sns().unsubscribe(it -> it.subscriptionArn(item.arn().value())));
    removed.add(item);
  }

  private void deleteTrail(InventoryItem item) {
    TrailReader reader = new TrailReader(session, item.arn());
    if (reader.describe().isEmpty()) {
      return;
    }
    if (isOurs(item, reader.tags())) {
      session.remove(
          "cloudtrail:DeleteTrail",
          item.arn().value(),
          () -> session.cloudTrail().deleteTrail(it -> it.name(item.arn().value())));
      removed.add(item);
    }
  }

  private void takeOutNotification(InventoryItem item) {
    if (new Notifications(session, item.arn(), owner()).takeOut(names.name())) {
      removed.add(item);
    }
  }

  private void deleteTopic(InventoryItem item) {
    String arn = item.arn().value();
    Optional<Map<String, String>> tags =
        session.find(
            "sns:ListTagsForResource",
            arn,
            () -> {
              Map<String, String> found = new HashMap<>();
              session
                  .sns()
                  .listTagsForResource(it -> it.resourceArn(arn))
                  .tags()
                  .forEach(tag -> found.put(tag.key(), tag.value()));
              return found;
            });
    if (tags.isEmpty() || !isOurs(item, tags.get())) {
      return;
    }
    // Before the topic: a subscription outlives it, and would deliver for a topic made anew.
    subscriptionsOf(item.arn()).forEach(this::unsubscribe);
    session.remove("sns:DeleteTopic", arn, () -> session.sns().deleteTopic(it -> it.topicArn(arn)));
    removed.add(item);
  }

  /** Those that lead to us; one that waits for its confirmation has no ARN, and ends by itself. */
  private List<InventoryItem> subscriptionsOf(Arn topic) {
    Subscriptions subscriptions =
        new Subscriptions(session, Destination.of(work.connection(), work.spec(), intake));
    return subscriptions.of(topic.value()).stream()
        .filter(Subscriptions::isConfirmed)
        .filter(subscriptions::leadsToUs)
        .map(Subscription::subscriptionArn)
        .map(arn -> new InventoryItem(ResourceKind.SUBSCRIPTION, new Arn(arn), true))
        .toList();
  }

  /** One that is gone may have left the mapping that fed it. */
  private void deleteFunction(InventoryItem item) {
    Optional<Map<String, String>> tags = forwarder.tagsOfFunction(item.arn());
    if (tags.isEmpty()) {
      forwarder.unmap();
    }
    delete(item, tags, forwarder::deleteFunction);
  }

  private void delete(
      InventoryItem item, Optional<Map<String, String>> tags, Consumer<Arn> deletion) {
    if (tags.isPresent() && isOurs(item, tags.get())) {
      deletion.accept(item.arn());
      removed.add(item);
    }
  }

  private void deleteBucket(InventoryItem item, boolean deleteLogs) {
    BucketRemoval bucket = new BucketRemoval(session, item.arn(), owner());
    Optional<Map<String, String>> tags = bucket.tags();
    if (tags.isEmpty() || !isOurs(item, tags.get())) {
      return;
    }
    if (!deleteLogs) {
      leave(item, "Kept: it holds your log files.");
      return;
    }
    bucket.run();
    removed.add(item);
  }

  /** Whether it is ours to remove; what is under our name but is not ours is told, not touched. */
  private boolean isOurs(InventoryItem item, Map<String, String> tags) {
    Ownership ownership = Tags.ownership(work.connection(), tags);
    if (ownership == Ownership.OURS || (ownership == Ownership.UNMARKED && known.contains(item))) {
      return true;
    }
    leave(item, "Bears the connection's name but not its tag.");
    return false;
  }

  private void leave(InventoryItem item, String reason) {
    left.add(new Leftover(item.kind(), item.arn(), reason));
  }

  private static InventoryItem trail(Arn arn) {
    return new InventoryItem(ResourceKind.TRAIL, arn, true);
  }

  private String owner() {
    return names.account().value();
  }
}
