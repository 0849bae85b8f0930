package io.trailbridge.testbed.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bucket policies. They never reach moto, which would obey them without looking at their
 * conditions: a Deny for whoever comes without TLS would close the bucket to all.
 */
final class BucketPolicies {
  private record Kept(String document, Policy policy) {}

  private final Map<String, Kept> byBucket = new ConcurrentHashMap<>();

  Optional<Policy> of(String bucket) {
    return Optional.ofNullable(byBucket.get(bucket)).map(Kept::policy);
  }

  void forget(String bucket) {
    byBucket.remove(bucket);
  }

  Reply put(String bucket, ApiRequest request) {
    String document = new String(request.body, StandardCharsets.UTF_8);
    try {
      byBucket.put(bucket, new Kept(document, Policy.parse(document)));
    } catch (IllegalArgumentException e) {
      throw new AwsError(
          400, "MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'");
    }
    return Reply.of(204, "application/xml", "");
  }

  Reply get(String bucket) {
    return Reply.of(200, "application/json", kept(bucket).document());
  }

  Reply status(String bucket) {
    kept(bucket);
    return Reply.of(
        200, "application/xml", "<PolicyStatus><IsPublic>false</IsPublic></PolicyStatus>");
  }

  Reply delete(String bucket) {
    byBucket.remove(bucket);
    return Reply.of(204, "application/xml", "");
  }

  private Kept kept(String bucket) {
    Kept kept = byBucket.get(bucket);
    if (kept == null) {
      throw new AwsError(404, "NoSuchBucketPolicy", "The bucket policy does not exist");
    }
    return kept;
  }
}
