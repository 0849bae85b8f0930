package io.trailbridge.testbed.aws;

import java.util.Map;

/**
 * What a call needs to be allowed: an action of AWS's service authorization reference, on a
 * resource.
 *
 * @param action such as {@code s3:GetBucketNotification}
 * @param resource an ARN, or {@code *} where the action knows no resource type
 * @param context the condition keys that the service sets for it
 */
record Permission(String action, String resource, Map<String, String> context) {

  static Permission of(String action, String resource) {
    return new Permission(action, resource, Map.of());
  }

  static Permission of(String action, String resource, String key, String value) {
    return new Permission(action, resource, Map.of(key, value));
  }
}
