package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.provisioning.connection.AwsConfig;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;

/**
 * The worker's own credentials, from the one place that is configured. The SDK's default chain
 * would look around and might find somebody else's.
 */
final class OwnCredentials {
  private OwnCredentials() {}

  static AwsCredentialsProvider of(AwsConfig config) {
    return switch (config.credentials()) {
      case ENVIRONMENT -> environment(config);
      case WEB_IDENTITY -> WebIdentityTokenFileCredentialsProvider.create();
      case CONTAINER -> ContainerCredentialsProvider.create();
      case INSTANCE -> InstanceProfileCredentialsProvider.create();
    };
  }

  private static AwsCredentialsProvider environment(AwsConfig config) {
    String key = needed(config.accessKeyId(), "AWS_ACCESS_KEY_ID");
    String secret = needed(config.secretAccessKey(), "AWS_SECRET_ACCESS_KEY");
    return StaticCredentialsProvider.create(
        config
            .sessionToken()
            .<AwsCredentials>map(token -> AwsSessionCredentials.create(key, secret, token))
            .orElseGet(() -> AwsBasicCredentials.create(key, secret)));
  }

  private static String needed(Optional<String> value, String variable) {
    return value.orElseThrow(
        () ->
            new IllegalStateException(
                variable + " is needed where trailbridge.aws.credentials is ENVIRONMENT"));
  }
}
