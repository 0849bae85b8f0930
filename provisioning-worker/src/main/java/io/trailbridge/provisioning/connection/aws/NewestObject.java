package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.LogSlice;
import io.trailbridge.provisioning.connection.domain.Organization;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Reads one byte of a log file of the last day, which takes the bucket's and the key's consent. In
 * an account where nothing was logged there is nothing to be read, and nothing wrong.
 */
final class NewestObject {
  private final Target target;
  private final Arn bucket;
  private final List<String> prefixes;

  NewestObject(Target target, Instant now) {
    this.target = target;
    this.bucket = target.place().bucket();
    Organization organization = target.organization();
    LogSlice lastDay =
        new LogSlice(
            target.names().account(),
            target.names().region(),
            now.minus(Duration.ofHours(2)),
            now.minus(Duration.ofHours(2)));
    this.prefixes =
        lastDay
            .prefixes(target.place().keyPrefix(), organization == null ? null : organization.id())
            .reversed();
  }

  /** Throws the refusal where it is not. */
  void mustBeReadable() {
    newest().ifPresent(this::readOneByte);
  }

  private Optional<String> newest() {
    for (String prefix : prefixes) {
      Optional<S3Object> found =
          list(prefix).stream().max(Comparator.comparing(S3Object::lastModified));
      if (found.isPresent()) {
        return found.map(S3Object::key);
      }
    }
    return Optional.empty();
  }

  private List<S3Object> list(String prefix) {
    return target
        .session()
        .call(
            "s3:ListBucket",
            bucket.value(),
            () ->
                target
                    .session()
                    .s3()
                    .listObjectsV2(
                        it ->
                            it.bucket(bucket.resource())
                                .expectedBucketOwner(target.owner())
                                .prefix(prefix))
                    .contents());
  }

  private void readOneByte(String key) {
    var _ =
        target
            .session()
            .find(
                "s3:GetObject",
                bucket.value(),
                () ->
                    target
                        .session()
                        .s3()
                        .getObjectAsBytes(
                            it ->
                                it.bucket(bucket.resource())
                                    .expectedBucketOwner(target.owner())
                                    .key(key)
                                    .range("bytes=0-0")));
  }
}
