package io.trailbridge.provisioning.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.trailbridge.provisioning.connection.domain.CallRate;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
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

  /** How often a call is tried within its time, the first try counted. */
  @WithDefault("5")
  int attempts();

  /**
   * The longest pause before a call's second attempt, doubled before each further one; ten times as
   * long where AWS throttles. Chance shortens each.
   */
  @WithDefault("PT0.1S")
  Duration backoff();

  /** How long connecting may take. */
  @WithDefault("PT5S")
  Duration connectTimeout();

  /** How long AWS may be silent while an answer is read. */
  @WithDefault("PT30S")
  Duration readTimeout();

  /**
   * Calls a second to an account in a region by this instance, such as {@code
   * trailbridge.aws.rates.trail-writes}; for what is left out, the rate of {@link CallRate}.
   */
  Map<CallRate, Integer> rates();

  /** How many limits are minded at once; the least recently used go first. */
  @WithDefault("10000")
  int paces();

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
