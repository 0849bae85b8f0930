package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code resources} of a {@link Proposal}; which fields there may be depends on the mode. */
public record ResourcesProposal(
    @Nullable String mode,
    @Nullable String kmsKeyArn,
    @Nullable Integer retentionDays,
    @Nullable String trailArn,
    @Nullable String topicArn,
    @Nullable String bucketAccountId) {
  /** Where nothing is said. */
  public static final ResourcesProposal DEFAULT =
      new ResourcesProposal("NEW", null, null, null, null, null);

  private static final int DEFAULT_RETENTION_DAYS = 90;
  private static final int LONGEST_RETENTION_DAYS = 3650;

  @Nullable Resources check(@Nullable AwsRegion region, List<FieldError> errors) {
    if ("NEW".equals(mode)) {
      return checkNew(region, errors);
    }
    if ("EXISTING".equals(mode)) {
      return checkExisting(region, errors);
    }
    errors.add(new FieldError("resources.mode", "must be NEW or EXISTING"));
    return null;
  }

  private @Nullable Resources checkNew(@Nullable AwsRegion region, List<FieldError> errors) {
    int before = errors.size();
    Arn key = arn("kmsKeyArn", kmsKeyArn, "kms", "key/", region, errors);
    if (key != null && region != null && !key.region().equals(region.value())) {
      errors.add(
          new FieldError("resources.kmsKeyArn", "must be a key in the region of the bucket"));
    }
    int days = retentionDays == null ? DEFAULT_RETENTION_DAYS : retentionDays;
    if (days < 1 || days > LONGEST_RETENTION_DAYS) {
      errors.add(new FieldError("resources.retentionDays", "must be 1 to 3,650 days"));
    }
    return errors.size() > before ? null : new Resources.New(key, days);
  }

  private @Nullable Resources checkExisting(@Nullable AwsRegion region, List<FieldError> errors) {
    int before = errors.size();
    if (trailArn == null) {
      errors.add(new FieldError("resources.trailArn", "is required for EXISTING"));
    }
    Arn trail = arn("trailArn", trailArn, "cloudtrail", "trail/", region, errors);
    Arn topic = arn("topicArn", topicArn, "sns", "", region, errors);
    Arn key = arn("kmsKeyArn", kmsKeyArn, "kms", "key/", region, errors);
    AccountId bucketAccount = null;
    if (bucketAccountId != null) {
      if (Proposal.isAccount(bucketAccountId)) {
        bucketAccount = new AccountId(bucketAccountId);
      } else {
        errors.add(new FieldError("resources.bucketAccountId", "must be 12 digits"));
      }
      if (topicArn == null) {
        errors.add(
            new FieldError(
                "resources.topicArn",
                "is required with bucketAccountId: we never write into another account's bucket"));
      }
    }
    return errors.size() > before || trail == null
        ? null
        : new Resources.Existing(trail, topic, key, bucketAccount);
  }

  private static @Nullable Arn arn(
      String field,
      @Nullable String value,
      String service,
      String resourceStart,
      @Nullable AwsRegion region,
      List<FieldError> errors) {
    if (value == null) {
      return null;
    }
    String name = "resources." + field;
    Arn arn;
    try {
      arn = new Arn(value);
    } catch (IllegalArgumentException e) {
      errors.add(new FieldError(name, "must be an ARN"));
      return null;
    }
    // Names of AWS hold nothing else, and the value stands in commands that people copy.
    if (!value.matches("[A-Za-z0-9_.:/=+-]+")
        || !arn.service().equals(service)
        || !arn.resource().startsWith(resourceStart)
        || arn.resource().length() == resourceStart.length()
        || arn.region().isEmpty()
        || !Proposal.isAccount(arn.account())) {
      errors.add(new FieldError(name, "must be the ARN of a resource of " + service));
      return null;
    }
    if (region != null && !arn.partition().equals(region.partition().id())) {
      errors.add(new FieldError(name, "must be in the partition of the region"));
      return null;
    }
    return arn;
  }
}
