package io.trailbridge.provisioning.connection.aws;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.trailbridge.provisioning.connection.AwsConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The worker's own configuration, for an AWS that a test plays at some address. */
final class AwsAt {
  private static final String WORKER = "arn:aws:iam::111111111111:role/trailbridge-worker";

  private AwsAt() {}

  /**
   * With static credentials.
   *
   * @param more properties of {@link AwsConfig} without their prefix, which may be these ones too
   */
  static AwsConfig endpoint(URI endpoint, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("endpoint", endpoint.toString());
    properties.put("worker-role-arn", WORKER);
    properties.put("access-key-id", "key");
    properties.put("secret-access-key", "secret");
    properties.putAll(more);
    Map<String, String> prefixed = new HashMap<>();
    properties.forEach((name, value) -> prefixed.put("trailbridge.aws." + name, value));
    return new SmallRyeConfigBuilder()
        .withMapping(AwsConfig.class)
        .withSources(new PropertiesConfigSource(prefixed, "the test", 100))
        .build()
        .getConfigMapping(AwsConfig.class);
  }
}
