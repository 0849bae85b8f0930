package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.provisioning.connection.domain.FindingCode;
import java.util.Optional;

/** A bucket of the customer's, which is only looked at. */
final class TheirBucket {
  private final Target target;

  TheirBucket(Target target) {
    this.target = target;
  }

  /**
   * It is there, and where the connection is: S3 notifies only topics of the bucket's own region.
   * In another account, whose policy seldom lets us ask, the topic that was named has the region.
   */
  void mustBeInReach() {
    if (target.owner().equals(target.names().account().value())) {
      String bucket = target.place().bucket().value();
      String region =
          location()
              .orElseThrow(
                  () -> Refusal.of(FindingCode.BUCKET_NOT_FOUND, "s3:GetBucketLocation", bucket));
      if (!region.equals(target.names().region().value())) {
        throw Refusal.of(FindingCode.REGION_MISMATCH, "s3:GetBucketLocation", bucket);
      }
    }
  }

  private Optional<String> location() {
    return target
        .session()
        .find(
            "s3:GetBucketLocation",
            target.place().bucket().value(),
            () ->
                target
                    .session()
                    .s3()
                    .getBucketLocation(
                        it ->
                            it.bucket(target.place().bucket().resource())
                                .expectedBucketOwner(target.owner()))
                    .locationConstraintAsString())
        .map(TheirBucket::regionOf);
  }

  /** What S3 says of its oldest regions. */
  private static String regionOf(String constraint) {
    return switch (constraint) {
      case "" -> "us-east-1";
      case "EU" -> "eu-west-1";
      default -> constraint;
    };
  }
}
