package io.trailbridge.testbed.aws;

import java.util.Map;

/** Names the action of a call: each protocol hides it in another place. */
final class Actions {
  private static final Map<String, String> BUCKET_PARTS =
      Map.ofEntries(
          Map.entry("policy", "BucketPolicy"),
          Map.entry("policyStatus", "BucketPolicyStatus"),
          Map.entry("notification", "BucketNotificationConfiguration"),
          Map.entry("lifecycle", "BucketLifecycleConfiguration"),
          Map.entry("publicAccessBlock", "PublicAccessBlock"),
          Map.entry("ownershipControls", "BucketOwnershipControls"),
          Map.entry("encryption", "BucketEncryption"),
          Map.entry("tagging", "BucketTagging"),
          Map.entry("acl", "BucketAcl"),
          Map.entry("versioning", "BucketVersioning"),
          Map.entry("location", "BucketLocation"),
          Map.entry("logging", "BucketLogging"));

  private Actions() {}

  static String of(ApiRequest request) {
    String target = request.header("X-Amz-Target");
    if (!target.isEmpty()) {
      return target.substring(target.lastIndexOf('.') + 1);
    }
    if (!request.parameter("Action").isEmpty()) {
      return request.parameter("Action");
    }
    return switch (request.service) {
      case "s3" -> s3(request);
      case "lambda" -> lambda(request);
      default -> request.method + " " + request.path;
    };
  }

  private static String s3(ApiRequest request) {
    S3Address address = S3Address.of(request);
    if (address.bucket().isEmpty()) {
      return "ListBuckets";
    }
    String verb =
        switch (request.method) {
          case "PUT" -> "Put";
          case "DELETE" -> "Delete";
          case "HEAD" -> "Head";
          case "POST" -> "Post";
          default -> "Get";
        };
    if (!address.key().isEmpty()) {
      return s3Object(request, verb);
    }
    for (String name : request.parameters.keySet()) {
      if (BUCKET_PARTS.containsKey(name)) {
        return verb + BUCKET_PARTS.get(name);
      }
    }
    return switch (verb) {
      case "Put" -> "CreateBucket";
      case "Delete" -> "DeleteBucket";
      case "Head" -> "HeadBucket";
      case "Post" -> "DeleteObjects";
      default -> s3List(request);
    };
  }

  private static String s3List(ApiRequest request) {
    if (request.parameters.containsKey("versions")) {
      return "ListObjectVersions";
    }
    if (request.parameters.containsKey("uploads")) {
      return "ListMultipartUploads";
    }
    return request.parameters.containsKey("list-type") ? "ListObjectsV2" : "ListObjects";
  }

  private static String s3Object(ApiRequest request, String verb) {
    if (request.parameters.containsKey("tagging")) {
      return verb + "ObjectTagging";
    }
    if (request.parameters.containsKey("uploadId")) {
      return verb.equals("Put") ? "UploadPart" : verb + "MultipartUpload";
    }
    if (request.parameters.containsKey("uploads")) {
      return "CreateMultipartUpload";
    }
    return request.header("x-amz-copy-source").isEmpty() ? verb + "Object" : "CopyObject";
  }

  private static String lambda(ApiRequest request) {
    String[] parts = request.path.split("/", -1);
    String resource = parts.length > 2 ? parts[2] : "";
    boolean one = parts.length > 3 && !parts[3].isEmpty();
    String noun =
        switch (resource) {
          case "functions" -> parts.length > 4 ? "Function:" + parts[4] : "Function";
          case "event-source-mappings" -> "EventSourceMapping";
          case "tags" -> "Tags";
          default -> resource;
        };
    return switch (request.method) {
      case "POST" -> (one ? "Post" : "Create") + noun;
      case "PUT" -> "Update" + noun;
      case "DELETE" -> "Delete" + noun;
      default -> (one ? "Get" : "List") + noun;
    };
  }
}
