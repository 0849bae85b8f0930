package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Check;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The links of the verification chain, in the order in which they are looked at: the first that
 * fails is the reason that the customer reads.
 */
public enum CheckCode {
  ROLE_ASSUMABLE(
      "Trailbridge can assume the access role.", FindingCode.ROLE_NOT_ASSUMABLE.remedy()),
  EXTERNAL_ID_ENFORCED(
      "The access role lets nobody in without the external id.",
      FindingCode.CONFUSED_DEPUTY.remedy()),
  TRAIL_EXISTS(
      "The trail is there.", "Resume or set up the connection again: the trail is made anew."),
  TRAIL_LOGGING(
      "The trail is logging.",
      "Start logging on the trail, or set the connection up again to have it started."),
  TRAIL_DELIVERING(
      "CloudTrail delivers to the bucket without an error.",
      "Look at the trail's last delivery error: mostly the bucket's policy or the key's was"
          + " changed. Setting the connection up again puts the bucket's policy back."),
  EVENT_SELECTORS(
      "The trail records management events, reads and writes.",
      "Set the trail's event selectors back, or set the connection up again."),
  TRAIL_SCOPE(
      "The trail covers all regions, and the organization where asked.",
      "Make the trail multi-region again, or set the connection up again."),
  BUCKET_SETTINGS(
      "The bucket is there, ours, closed to the public, encrypted, and lets log files expire.",
      "Set the connection up again: the settings are put back."),
  BUCKET_POLICY(
      "The bucket's policy lets CloudTrail write.",
      "Set the connection up again: the missing statements are put back."),
  NOTIFICATION(
      "The bucket notifies the topic of new log files.",
      "Set the connection up again: the missing entry is put back."),
  TOPIC_POLICY(
      "The topic's policy lets the bucket publish.",
      "Set the connection up again: the missing statement is put back."),
  FORWARDER_ROLE(
      "Lambda can run the forwarder with its role, which may do what the forwarder does.",
      FindingCode.FORWARDER_ROLE_UNUSABLE.remedy()),
  FORWARDER_QUEUE(
      "The forwarder's queue is there, ours, and open to the topic.",
      "Set the connection up again: the queue or its settings are put back."),
  FORWARDER_FUNCTION(
      "The forwarder function is there, ours, of the present code, and has its secret.",
      "Set the connection up again: the function is put back as it was."),
  FORWARDER_MAPPING(
      "The queue feeds the forwarder function.",
      "Set the connection up again: the event source mapping is put back."),
  SUBSCRIPTION_CONFIRMED(
      "The topic delivers to Trailbridge.",
      "Set the connection up again: the subscription is made and confirmed anew."),
  NEWEST_OBJECT_READABLE(
      "The newest log file can be read.",
      "Check that the bucket's policy and the key's let the access role read, or set the connection"
          + " up again."),
  DELIVERY_FRESH(
      "CloudTrail delivered a log file or a digest lately.",
      "Look at the trail in the CloudTrail console: it should deliver at least a digest an hour.");

  /** What is ours whoever the trail belongs to. */
  private static final Set<CheckCode> OURS_ALWAYS =
      EnumSet.of(
          NOTIFICATION,
          TOPIC_POLICY,
          FORWARDER_QUEUE,
          FORWARDER_FUNCTION,
          FORWARDER_MAPPING,
          SUBSCRIPTION_CONFIRMED);

  /** What is ours where the bucket and the trail are. */
  private static final Set<CheckCode> OURS_WHERE_NEW =
      EnumSet.of(
          TRAIL_EXISTS,
          TRAIL_LOGGING,
          TRAIL_DELIVERING,
          EVENT_SELECTORS,
          TRAIL_SCOPE,
          BUCKET_SETTINGS,
          BUCKET_POLICY);

  /** What to do about a trail that we never change. */
  private static final Map<CheckCode, String> THEIRS =
      Map.of(
          TRAIL_EXISTS,
          "Create the connection again with the ARN of a trail that is there.",
          TRAIL_LOGGING,
          "Start logging on the trail: Trailbridge never changes a trail of yours.",
          TRAIL_DELIVERING,
          "Look at the trail's last delivery error: mostly the bucket's policy or the key's was"
              + " changed.",
          EVENT_SELECTORS,
          "Have the trail record management events, reads and writes.",
          TRAIL_SCOPE,
          "Make the trail the organization's again, or create the connection without its"
              + " organization.");

  private final String holds;
  private final String remedy;

  CheckCode(String holds, String remedy) {
    this.holds = holds;
    this.remedy = remedy;
  }

  /** Whether we may put it right ourselves, since it is about something of ours. */
  public boolean isOurs(Resources resources) {
    return switch (resources) {
      case Resources.New _ -> OURS_ALWAYS.contains(this) || OURS_WHERE_NEW.contains(this);
      case Resources.Existing _ -> OURS_ALWAYS.contains(this);
    };
  }

  /** It is as it should be. */
  public Check passed() {
    return new Check(name(), true, null, holds, null);
  }

  /** It is not, and this is what was found. */
  public Check failed(String found, Resources resources) {
    return failed(
        found,
        switch (resources) {
          case Resources.New _ -> remedy;
          case Resources.Existing _ -> THEIRS.getOrDefault(this, remedy);
        });
  }

  /** It is not, and this is what exactly is to be done. */
  public Check failed(String found, String toDo) {
    return new Check(name(), false, null, found, toDo);
  }
}
