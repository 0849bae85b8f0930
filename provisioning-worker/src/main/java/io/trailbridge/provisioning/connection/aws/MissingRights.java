package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Grants;
import io.trailbridge.provisioning.connection.domain.PolicyDocument;
import io.trailbridge.provisioning.connection.domain.Statement;
import io.trailbridge.provisioning.connection.domain.Verdict.Done;
import io.trailbridge.provisioning.connection.domain.Verdict.GiveUp;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a refusal that comes from a policy of the customer's into the finding that shows the
 * statement to add: such policies are never written.
 */
final class MissingRights {
  private static final Set<String> READING =
      Set.of("s3:ListBucket", "s3:GetObject", "s3:GetBucketLocation");
  private static final Set<String> SUBSCRIBING =
      Set.of("sns:Subscribe", "sns:ListSubscriptionsByTopic");

  private MissingRights() {}

  /** The refusal with its statement; as it came where no statement would help. */
  static Refusal explained(Refusal refusal, Target target) {
    String action = refusal.fault().action();
    if (action.equals("sns:Subscribe") && refusal.verdict() instanceof Done) {
      return Refusal.of(FindingCode.TOPIC_NOT_FOUND, action, target.place().topic().value());
    }
    if (!(refusal.verdict() instanceof GiveUp give)) {
      return refusal;
    }
    String code = give.finding().code();
    Arn role = target.work().spec().accessRoleArn();
    Arn forwarder = target.work().spec().forwarderRoleArn();
    boolean denied = code.equals(FindingCode.ACCESS_DENIED.name());
    if (code.equals(FindingCode.KMS_KEY_UNUSABLE.name())) {
      return with(
          refusal,
          FindingCode.KMS_KEY_UNUSABLE,
          target.kmsKey(),
          Grants.keyUser(
              target.names(), forwarder == null ? role : forwarder, encryptingTrail(target)));
    }
    if (denied && READING.contains(action) && isBucketTheirs(target)) {
      return with(
          refusal,
          FindingCode.BUCKET_REFUSED,
          target.place().bucket(),
          Grants.reader(target.names(), target.place(), role));
    }
    if (denied && SUBSCRIBING.contains(action) && !target.isTopicOurs()) {
      return with(
          refusal,
          FindingCode.TOPIC_REFUSED,
          target.place().topic(),
          Grants.subscriber(target.names(), target.place(), role));
    }
    return refusal;
  }

  private static Refusal with(
      Refusal refusal, FindingCode code, @Nullable Arn resource, List<Statement> missing) {
    String statements = JsonValues.print(PolicyDocument.empty().merged(missing));
    String about = resource == null ? refusal.fault().resource() : resource.value();
    return new Refusal(new GiveUp(code.about(about, statements)), refusal.fault());
  }

  private static boolean isBucketTheirs(Target target) {
    return !target.place().bucket().equals(target.names().bucketArn());
  }

  private static @Nullable Arn encryptingTrail(Target target) {
    return switch (target.work().spec().resources()) {
      case Resources.New _ -> target.trailArn();
      case Resources.Existing _ -> null;
    };
  }
}
