package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.provisioning.connection.domain.LogSlice;
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
  private final Instant now;

  NewestObject(Target target, Instant now) {
    this.target = target;
    this.now = now;
  }

  void read() {
    newest().ifPresent(this::readOneByte);
  }

  private Optional<S3Object> newest() {
    LogSlice lastDay =
        new LogSlice(
            target.names().account(),
            target.names().region(),
            now.minus(Duration.ofHours(2)),
            now.minus(Duration.ofHours(2)));
    for (String prefix : lastDay.prefixes("", target.organizationId()).reversed()) {
      Optional<S3Object> found =
          list(prefix).stream().max(Comparator.comparing(S3Object::lastModified));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private List<S3Object> list(String prefix) {
    return target
        .session()
        .call(
            "s3:ListBucket",
            target.names().bucketArn().value(),
            () ->
                target
                    .session()
                    .s3()
                    .listObjectsV2(
                        it ->
                            it.bucket(target.name())
                                .expectedBucketOwner(target.owner())
                                .prefix(prefix))
                    .contents());
  }

  private void readOneByte(S3Object object) {
    target
        .session()
        .change(
            "s3:GetObject",
            target.names().bucketArn().value(),
            () ->
                target
                    .session()
                    .s3()
                    .getObjectAsBytes(
                        it ->
                            it.bucket(target.name())
                                .expectedBucketOwner(target.owner())
                                .key(object.key())
                                .range("bytes=0-0")));
  }
}
