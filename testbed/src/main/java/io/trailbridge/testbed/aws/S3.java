package io.trailbridge.testbed.aws;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * S3: the objects are moto's; whose bucket it is, what its policy lets others do, and what a bucket
 * notification may say are checked here.
 */
final class S3 implements Service {
  private final Moto moto;
  private final Map<String, String> owners;
  private final S3Events events;
  private final S3Notifications notifications;
  private final BucketPolicies policies = new BucketPolicies();

  S3(Moto moto, Map<String, String> owners, S3Events events, S3Notifications notifications) {
    this.moto = moto;
    this.owners = owners;
    this.events = events;
    this.notifications = notifications;
  }

  @Override
  public Reply answer(ApiRequest request, Caller caller) {
    S3Address address = S3Address.of(request);
    String bucket = address.bucket();
    String owner = owners.get(bucket);
    if (owner == null) {
      return request.action.equals("CreateBucket")
          ? create(request, caller, bucket)
          : moto.forward(request, caller.account());
    }
    checkExpectedOwner(request, owner);
    if (request.action.equals("CreateBucket")) {
      return createAgain(request, caller, owner);
    }
    authorize(request, caller, owner, address);
    return switch (request.action) {
      case "DeleteBucket" -> {
        Reply reply = moto.forward(request, owner);
        if (reply.ok()) {
          owners.remove(bucket);
          policies.forget(bucket);
        }
        yield reply;
      }
      case "PutBucketPolicy" -> policies.put(bucket, request);
      case "GetBucketPolicy" -> policies.get(bucket);
      case "GetBucketPolicyStatus" -> policies.status(bucket);
      case "DeleteBucketPolicy" -> policies.delete(bucket);
      case "PutBucketNotificationConfiguration" -> {
        notifications.check(request, bucket, owner);
        yield moto.forward(request, owner);
      }
      case "PutObject", "CopyObject", "PostMultipartUpload" ->
          write(request, caller, owner, address);
      default -> moto.forward(request, owner);
    };
  }

  /** The policy of a bucket that exists. */
  Optional<Policy> policy(String bucket) {
    return policies.of(bucket);
  }

  /** The account that a bucket belongs to. */
  Optional<String> owner(String bucket) {
    return Optional.ofNullable(owners.get(bucket));
  }

  /** Puts an object in the name of an AWS service, which was asked for its right before. */
  Reply putAs(Caller service, String region, S3Address address, String encodedKey, byte[] body) {
    String owner = owners.getOrDefault(address.bucket(), "");
    events.writing(address, service);
    try {
      return moto.s3(
          owner,
          region,
          "PUT",
          "/" + address.bucket() + "/" + encodedKey,
          Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"),
          body);
    } finally {
      events.written(address);
    }
  }

  private Reply write(ApiRequest request, Caller caller, String owner, S3Address address) {
    events.writing(address, caller);
    try {
      return moto.forward(request, owner);
    } finally {
      events.written(address);
    }
  }

  private Reply create(ApiRequest request, Caller caller, String bucket) {
    Reply reply = moto.forward(request, caller.account());
    if (reply.ok()) {
      owners.put(bucket, caller.account());
      setDefaults(caller.account(), request.region, bucket);
    }
    return reply;
  }

  /**
   * Since 2023 a new bucket is closed to the public, has no ACLs, and is encrypted; moto makes it
   * bare.
   */
  private void setDefaults(String account, String region, String bucket) {
    Map<String, String> headers = Map.of("Content-Type", "application/xml");
    Map<String, String> defaults =
        Map.of(
            "publicAccessBlock",
            "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>"
                + "<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>",
            "ownershipControls",
            "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>",
            "encryption",
            "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
                + "</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>");
    defaults.forEach(
        (part, xml) ->
            moto.s3(
                account,
                region,
                "PUT",
                "/" + bucket + "?" + part,
                headers,
                xml.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private Reply createAgain(ApiRequest request, Caller caller, String owner) {
    if (!owner.equals(caller.account())) {
      throw new AwsError(409, "BucketAlreadyExists", "The requested bucket name is not available.");
    }
    if (request.region.equals("us-east-1")) {
      return moto.forward(request, owner);
    }
    throw new AwsError(
        409,
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.");
  }

  private static void checkExpectedOwner(ApiRequest request, String owner) {
    String expected = request.header("x-amz-expected-bucket-owner");
    if (!expected.isEmpty() && !expected.equals(owner)) {
      throw AwsError.accessDenied("Access Denied");
    }
  }

  /**
   * Another account's caller needs the bucket's policy; one of the owner's is stopped by a Deny
   * only.
   */
  private void authorize(ApiRequest request, Caller caller, String owner, S3Address address) {
    String resource =
        "arn:"
            + Arn.partition(request.region)
            + ":s3:::"
            + address.bucket()
            + (address.key().isEmpty() ? "" : "/" + address.key());
    Map<String, String> context =
        Map.of(
            "aws:PrincipalArn", caller.role().orElse(caller.arn()),
            "aws:PrincipalAccount", caller.account(),
            "aws:SecureTransport", "true",
            "s3:prefix", request.parameter("prefix"));
    Policy.Question question =
        new Policy.Question(caller, "s3:" + permission(request.action), resource, context);
    Policy.Decision decision =
        policy(address.bucket())
            .map(policy -> policy.decide(question))
            .orElse(Policy.Decision.SILENT);
    boolean ownersPolicyCall =
        owner.equals(caller.account()) && request.action.endsWith("BucketPolicy");
    boolean foreign = !owner.equals(caller.account());
    if ((decision == Policy.Decision.DENIED && !ownersPolicyCall)
        || (foreign && decision != Policy.Decision.ALLOWED)) {
      throw AwsError.accessDenied(
          "User: %s is not authorized to perform: s3:%s on resource: \"%s\""
              .formatted(caller.arn(), permission(request.action), resource));
    }
  }

  private static final Set<String> LISTING = Set.of("ListObjects", "ListObjectsV2", "HeadBucket");

  private static String permission(String action) {
    if (LISTING.contains(action)) {
      return "ListBucket";
    }
    return switch (action) {
      case "HeadObject" -> "GetObject";
      case "CopyObject", "UploadPart", "CreateMultipartUpload", "PostMultipartUpload" ->
          "PutObject";
      case "DeleteObjects" -> "DeleteObject";
      case "GetBucketNotificationConfiguration" -> "GetBucketNotification";
      case "PutBucketNotificationConfiguration" -> "PutBucketNotification";
      case "GetBucketEncryption" -> "GetEncryptionConfiguration";
      case "PutBucketEncryption" -> "PutEncryptionConfiguration";
      case "GetBucketLifecycleConfiguration" -> "GetLifecycleConfiguration";
      case "PutBucketLifecycleConfiguration", "DeleteBucketLifecycleConfiguration" ->
          "PutLifecycleConfiguration";
      case "GetPublicAccessBlock" -> "GetBucketPublicAccessBlock";
      case "PutPublicAccessBlock", "DeletePublicAccessBlock" -> "PutBucketPublicAccessBlock";
      case "ListObjectVersions" -> "ListBucketVersions";
      case "DeleteBucketTagging" -> "PutBucketTagging";
      default -> action;
    };
  }
}
