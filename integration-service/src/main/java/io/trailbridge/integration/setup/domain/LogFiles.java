package io.trailbridge.integration.setup.domain;

import static io.trailbridge.integration.setup.domain.PolicyStatement.actions;
import static io.trailbridge.integration.setup.domain.PolicyStatement.allow;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.integration.setup.domain.PolicyStatement.PolicyCondition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection's log files lie, as far as it is known before anybody looked.
 *
 * @param bucket the bucket's ARN, or one with {@code *} for all of an account's
 * @param objects the ARNs of log files
 * @param prefixes what a listing may ask for
 * @param owner of the buckets where they are not named; null where they are
 */
record LogFiles(
    String bucket, List<String> objects, List<String> prefixes, @Nullable PolicyCondition owner) {

  static LogFiles of(PolicyScope scope) {
    return switch (scope.resources()) {
      case Resources.New _ -> {
        String bucket = scope.names().bucket().value();
        yield new LogFiles(bucket, List.of(bucket + "/AWSLogs/*"), List.of("AWSLogs/*"), null);
      }
      case Resources.Existing theirs -> existing(scope, theirs);
    };
  }

  /**
   * Lists log files, and looks whether the bucket is there. IfExists, since neither that nor
   * GetObject has a prefix: to who may not list, S3 says of a file that is gone that it is refused.
   */
  PolicyStatement listing() {
    return allow("S3List", actions("s3", "ListBucket"), List.of(bucket))
        .when("StringLikeIfExists", "s3:prefix", prefixes.toArray(String[]::new));
  }

  /**
   * The customer names the trail, not its bucket: until the worker has read the trail, any of the
   * owner's.
   */
  private static LogFiles existing(PolicyScope scope, Resources.Existing theirs) {
    String all = "arn:" + scope.partition().id() + ":s3:::*";
    String owner =
        theirs.bucketAccountId() != null
            ? theirs.bucketAccountId().value()
            : theirs.trailArn().account();
    // An inventory shows the bucket with the trail's prefix behind it.
    Optional<String> known = scope.knownBucket().map(it -> it.value());
    return known
        .map(
            place -> {
              String[] parts = place.split("/", 2);
              String prefix = parts.length == 1 ? "" : parts[1] + "/";
              return new LogFiles(
                  parts[0], List.of(place + "/AWSLogs/*"), List.of(prefix + "AWSLogs/*"), null);
            })
        .orElseGet(
            () ->
                new LogFiles(
                    all,
                    List.of(all + "/AWSLogs/*"),
                    List.of("AWSLogs/*", "*/AWSLogs/*"),
                    new PolicyCondition("StringEquals", "s3:ResourceAccount", List.of(owner))));
  }
}
