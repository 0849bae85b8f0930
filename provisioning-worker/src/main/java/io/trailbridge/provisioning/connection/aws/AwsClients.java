package io.trailbridge.provisioning.connection.aws;

import io.micrometer.core.instrument.MeterRegistry;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.provisioning.connection.AwsConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** Builds clients that share one HTTP client, one timer, and the same limits of time. */
@ApplicationScoped
class AwsClients {
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(20);
  private static final int THROTTLED = 10;

  private final AwsConfig config;
  private final Pace pace;
  private final MeterRegistry metrics;
  private final SdkHttpClient http;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          1, Thread.ofPlatform().daemon().name("aws-timeouts").factory());

  AwsClients(AwsConfig config, Pace pace, MeterRegistry metrics) {
    this.config = config;
    this.pace = pace;
    this.metrics = metrics;
    this.http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(config.connectTimeout())
            .socketTimeout(config.readTimeout())
            .build();
  }

  @PreDestroy
  void close() {
    http.close();
    timer.shutdownNow();
  }

  /** Gives any client what all have in common. */
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, Region region, Caller caller) {
    builder.httpClient(http).region(region).credentialsProvider(caller.credentials());
    builder.overrideConfiguration(
        it ->
            it.retryStrategy(retries())
                .apiCallAttemptTimeout(config.attemptTimeout())
                .apiCallTimeout(config.callTimeout())
                .scheduledExecutorService(timer)
                .addExecutionInterceptor(new CallInterceptor(caller.count(), metrics))
                .addExecutionInterceptor(pace.of(caller.account(), region)));
    config.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  S3Client s3(Region region, Caller caller) {
    return client(S3Client.builder().forcePathStyle(config.endpoint().isPresent()), region, caller);
  }

  /** STS where every account of the partition may ask it; its sessions are valid in all regions. */
  StsClient sts(Partition partition, Caller caller) {
    return client(StsClient.builder(), homeOf(partition), caller);
  }

  /** What came back was no answer of the service: as good as one that was lost. */
  private static boolean isNoAnswer(Throwable failure) {
    return failure instanceof SdkClientException && !(failure instanceof AbortedException);
  }

  private StandardRetryStrategy retries() {
    Duration backoff = config.backoff();
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(config.attempts())
        .retryOnException(AwsClients::isNoAnswer)
        // The SDK's quota of retries is a client's, and all accounts share the one of STS: an
        // account
        // in bad weather would take it from the others. Attempts, time and pace are limits enough.
        .circuitBreakerEnabled(false)
        .backoffStrategy(BackoffStrategy.exponentialDelay(backoff, LONGEST_BACKOFF))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelay(backoff.multipliedBy(THROTTLED), LONGEST_BACKOFF))
        .build();
  }

  /** The region that serves what a partition has only once. */
  static Region homeOf(Partition partition) {
    return switch (partition) {
      case AWS -> Region.US_EAST_1;
      case AWS_US_GOV -> Region.US_GOV_WEST_1;
      case AWS_CN -> Region.CN_NORTHWEST_1;
      case AWS_EUSC -> Region.of("eusc-de-east-1");
    };
  }
}
