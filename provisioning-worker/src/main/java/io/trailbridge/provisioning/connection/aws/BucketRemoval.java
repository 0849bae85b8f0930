package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.Fault;
import io.trailbridge.provisioning.connection.domain.Faults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** Empties a bucket, versions and unfinished uploads too, and removes it. */
final class BucketRemoval {
  private final Session session;
  private final S3Client s3;
  private final Arn arn;
  private final String bucket;
  private final String owner;

  BucketRemoval(Session session, Arn arn, String owner) {
    this.session = session;
    this.s3 = session.s3();
    this.arn = arn;
    this.bucket = arn.resource();
    this.owner = owner;
  }

  /** Its tags; empty where there is no such bucket. */
  Optional<Map<String, String>> tags() {
    boolean there =
        session
            .find(
                "s3:ListBucket",
                arn.value(),
                () -> s3.headBucket(it -> it.bucket(bucket).expectedBucketOwner(owner)))
            .isPresent();
    if (!there) {
      return Optional.empty();
    }
    Map<String, String> tags = new HashMap<>();
    session
        .find(
            "s3:GetBucketTagging",
            arn.value(),
            () -> s3.getBucketTagging(it -> it.bucket(bucket).expectedBucketOwner(owner)))
        .ifPresent(found -> found.tagSet().forEach(tag -> tags.put(tag.key(), tag.value())));
    return Optional.of(tags);
  }

  /**
   * Emptying may take hours. CloudTrail may deliver for minutes after its trail is gone: a bucket
   * that is no longer empty is emptied again.
   */
  void run() {
    session.remove(
        "s3:DeleteBucket",
        arn.value(),
        () -> {
          emptyVersions();
          abortUploads();
          return s3.deleteBucket(it -> it.bucket(bucket).expectedBucketOwner(owner));
        });
  }

  /** Page by page, each with all the time that AWS may need for it; nothing where it is gone. */
  private void emptyVersions() {
    while (true) {
      Optional<ListObjectVersionsResponse> page =
          session.findPatiently(
              "s3:ListBucketVersions",
              arn.value(),
              () -> s3.listObjectVersions(it -> it.bucket(bucket).expectedBucketOwner(owner)));
      List<ObjectIdentifier> all = page.map(BucketRemoval::identifiers).orElse(List.of());
      if (all.isEmpty()) {
        return;
      }
      delete(all);
    }
  }

  private static List<ObjectIdentifier> identifiers(ListObjectVersionsResponse page) {
    return Stream.concat(
            page.versions().stream().map(it -> identifier(it.key(), it.versionId())),
            page.deleteMarkers().stream().map(it -> identifier(it.key(), it.versionId())))
        .toList();
  }

  private void delete(List<ObjectIdentifier> objects) {
    var _ =
        session.findPatiently(
            "s3:DeleteObjectVersion",
            arn.value(),
            () ->
                mustBeWhole(
                    s3.deleteObjects(
                        it ->
                            it.bucket(bucket)
                                .expectedBucketOwner(owner)
                                .delete(list -> list.objects(objects).quiet(true)))));
  }

  /** S3 answers 200 where it has refused some of the objects. */
  private DeleteObjectsResponse mustBeWhole(DeleteObjectsResponse answer) {
    if (answer.hasErrors() && !answer.errors().isEmpty()) {
      Fault fault =
          new Fault(
              "s3:DeleteObjectVersion", arn.value(), answer.errors().getFirst().code(), 200, "");
      throw new Refusal(Faults.judge(fault), fault);
    }
    return answer;
  }

  private void abortUploads() {
    while (true) {
      List<MultipartUpload> uploads =
          session
              .findPatiently(
                  "s3:ListBucketMultipartUploads",
                  arn.value(),
                  () -> s3.listMultipartUploads(it -> it.bucket(bucket).expectedBucketOwner(owner)))
              .map(ListMultipartUploadsResponse::uploads)
              .orElse(List.of());
      if (uploads.isEmpty()) {
        return;
      }
      uploads.forEach(this::abort);
    }
  }

  private void abort(MultipartUpload upload) {
    session.remove(
        "s3:AbortMultipartUpload",
        arn.value(),
        () ->
            s3.abortMultipartUpload(
                it ->
                    it.bucket(bucket)
                        .expectedBucketOwner(owner)
                        .key(upload.key())
                        .uploadId(upload.uploadId())));
  }

  private static ObjectIdentifier identifier(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }
}
