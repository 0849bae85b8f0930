package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.LogFolder;
import io.trailbridge.provisioning.connection.domain.LogKey;
import io.trailbridge.provisioning.connection.domain.LogSlice;
import io.trailbridge.provisioning.connection.domain.Organization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Reads one byte of a log file of the last day, which takes the bucket's and the key's consent. In
 * an account where nothing was logged there is nothing to be read, and nothing wrong.
 */
final class NewestObject {
  private final Target target;
  private final Arn bucket;
  private final LogSlice lastDay;
  private final String lately;

  NewestObject(Target target, Instant now) {
    this.target = target;
    this.bucket = target.place().bucket();
    this.lastDay =
        new LogSlice(
            target.names().account(),
            target.names().region(),
            now.minus(Duration.ofHours(2)),
            now.minus(Duration.ofHours(2)));
    this.lately =
        LogKey.fileName(
            target.names().account(), target.names().region(), now.minus(Duration.ofHours(1)));
  }

  /** Throws the refusal where it is not. */
  void mustBeReadable() {
    newest().ifPresent(this::readOneByte);
  }

  private Optional<String> newest() {
    for (LogFolder folder : folders()) {
      for (String prefix : lastDay.prefixes(folder).reversed()) {
        // A page is the first thousand: in a busy account a day's would be those of its morning.
        Optional<S3Object> found =
            newest(it -> it.prefix(prefix).startAfter(prefix + lately))
                .or(() -> newest(it -> it.prefix(prefix)));
        if (found.isPresent()) {
          return found.map(S3Object::key);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<S3Object> newest(Consumer<ListObjectsV2Request.Builder> what) {
    return list(what).contents().stream().max(Comparator.comparing(S3Object::lastModified));
  }

  /** An organization's first: what lies beside it is older. */
  private List<LogFolder> folders() {
    LogFolder root = LogFolder.root(target.place().keyPrefix());
    Organization organization = target.organization();
    List<LogFolder> folders = new ArrayList<>();
    if (organization != null) {
      folders.add(root.organization(organization.id()));
    } else if (target.place().organizations()) {
      list(it -> it.prefix(root.organizations()).delimiter("/"))
          .commonPrefixes()
          .forEach(it -> folders.add(new LogFolder(it.prefix())));
    }
    folders.add(root);
    return folders;
  }

  private ListObjectsV2Response list(Consumer<ListObjectsV2Request.Builder> what) {
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(bucket.resource())
            .expectedBucketOwner(target.owner())
            .applyMutation(what)
            .build();
    Session session = target.session();
    return session.call("s3:ListBucket", bucket.value(), () -> session.s3().listObjectsV2(request));
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
