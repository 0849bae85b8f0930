package io.trailbridge.testbed.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What S3 asks IAM for: its calls and its permissions bear different names. */
final class S3Permissions {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("ListBuckets", "ListAllMyBuckets"),
          Map.entry("HeadBucket", "ListBucket"),
          Map.entry("ListObjects", "ListBucket"),
          Map.entry("ListObjectsV2", "ListBucket"),
          Map.entry("ListObjectVersions", "ListBucketVersions"),
          Map.entry("ListMultipartUploads", "ListBucketMultipartUploads"),
          Map.entry("GetBucketNotificationConfiguration", "GetBucketNotification"),
          Map.entry("PutBucketNotificationConfiguration", "PutBucketNotification"),
          Map.entry("GetBucketLifecycleConfiguration", "GetLifecycleConfiguration"),
          Map.entry("PutBucketLifecycleConfiguration", "PutLifecycleConfiguration"),
          Map.entry("DeleteBucketLifecycleConfiguration", "PutLifecycleConfiguration"),
          Map.entry("GetPublicAccessBlock", "GetBucketPublicAccessBlock"),
          Map.entry("PutPublicAccessBlock", "PutBucketPublicAccessBlock"),
          Map.entry("DeletePublicAccessBlock", "PutBucketPublicAccessBlock"),
          Map.entry("DeleteBucketOwnershipControls", "PutBucketOwnershipControls"),
          Map.entry("GetBucketEncryption", "GetEncryptionConfiguration"),
          Map.entry("PutBucketEncryption", "PutEncryptionConfiguration"),
          Map.entry("DeleteBucketEncryption", "PutEncryptionConfiguration"),
          Map.entry("DeleteBucketTagging", "PutBucketTagging"),
          Map.entry("HeadObject", "GetObject"),
          Map.entry("CreateMultipartUpload", "PutObject"),
          Map.entry("UploadPart", "PutObject"),
          Map.entry("PostMultipartUpload", "PutObject"),
          Map.entry("DeleteMultipartUpload", "AbortMultipartUpload"));
  private static final List<String> VERSIONED = List.of("GetObject", "DeleteObject");

  private final Moto moto;
  private final Map<String, String> bucketOwners;

  S3Permissions(Moto moto, Map<String, String> bucketOwners) {
    this.moto = moto;
    this.bucketOwners = bucketOwners;
  }

  List<Permission> of(ApiRequest request) {
    S3Address address = S3Address.of(request);
    String bucket = "arn:" + Arn.partition(request.region) + ":s3:::" + address.bucket();
    Map<String, String> context = new HashMap<>();
    String owner = bucketOwners.get(address.bucket());
    if (owner != null) {
      context.put("s3:ResourceAccount", owner);
    }
    if (request.parameters.containsKey("prefix")) {
      context.put("s3:prefix", request.parameter("prefix"));
    }
    if (request.action.equals("DeleteObjects")) {
      return deletions(request, bucket, context);
    }
    String resource = address.key().isEmpty() ? bucket : bucket + "/" + address.key();
    String name = NAMES.getOrDefault(request.action, request.action);
    boolean version = VERSIONED.contains(name) && request.parameters.containsKey("versionId");
    List<Permission> permissions = new ArrayList<>();
    permissions.add(
        new Permission(
            "s3:" + name + (version ? "Version" : ""),
            address.bucket().isEmpty() ? "*" : resource,
            context));
    if (name.equals("GetObject") && owner != null) {
      keyOf(address.bucket(), owner, request.region)
          .ifPresent(key -> permissions.add(Permission.of("kms:Decrypt", key)));
    }
    return permissions;
  }

  /** The key that the bucket encrypts with by itself, if it has one. */
  private Optional<String> keyOf(String bucket, String owner, String region) {
    Reply reply =
        moto.s3(owner, region, "GET", "/" + bucket + "?encryption", Map.of(), new byte[0]);
    return Xml.first(reply.text(), "KMSMasterKeyID");
  }

  /** One for each object that is to go. */
  private static List<Permission> deletions(
      ApiRequest request, String bucket, Map<String, String> context) {
    String body = new String(request.body, java.nio.charset.StandardCharsets.UTF_8);
    List<Permission> permissions = new ArrayList<>();
    for (String object : Xml.rawAll(body, "Object")) {
      String key = Xml.first(object, "Key").orElse("");
      String action =
          Xml.first(object, "VersionId").isPresent() ? "DeleteObjectVersion" : "DeleteObject";
      permissions.add(new Permission("s3:" + action, bucket + "/" + key, context));
    }
    return permissions;
  }
}
