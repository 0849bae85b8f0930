package io.trailbridge.provisioning.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How the worker reaches AWS. */
@ConfigMapping(prefix = "trailbridge.aws")
public interface AwsConfig {

  /** Takes the place of every AWS endpoint, with path-style buckets; for an emulator only. */
  Optional<URI> endpoint();

  /** The worker's own role: the principal that customers' trust policies name. */
  String workerRoleArn();

  /** Where the worker's own credentials come from; AWS's default chain is never used. */
  @WithDefault("ENVIRONMENT")
  CredentialsSource credentials();

  /** Access key of a session of the worker's role; with ENVIRONMENT only. */
  Optional<String> accessKeyId();

  /** Its secret; with ENVIRONMENT only. */
  Optional<String> secretAccessKey();

  /** Its session token; with ENVIRONMENT only. */
  Optional<String> sessionToken();

  /** How long one attempt of a call may take. */
  @WithDefault("PT10S")
  Duration attemptTimeout();

  /** How long a call may take with the SDK's own retries. */
  @WithDefault("PT60S")
  Duration callTimeout();

  /** How many sessions of customers' roles are kept; the least recently used go first. */
  @WithDefault("10000")
  int sessions();

  /** Where credentials come from. */
  enum CredentialsSource {
    /** {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN}. */
    ENVIRONMENT,
    /** A token file that AssumeRoleWithWebIdentity takes (EKS, OIDC). */
    WEB_IDENTITY,
    /** The container's credentials endpoint (ECS, EKS Pod Identity). */
    CONTAINER,
    /** The instance's metadata service. */
    INSTANCE
  }
}
