package io.trailbridge.provisioning.connection.aws;

import io.micrometer.core.instrument.MeterRegistry;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.provisioning.connection.AwsConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** Builds clients that share one HTTP client, one timer, and the same limits of time. */
@ApplicationScoped
class AwsClients {
  private final AwsConfig config;
  private final MeterRegistry metrics;
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .connectionTimeout(Duration.ofSeconds(5))
          .socketTimeout(Duration.ofSeconds(30))
          .build();
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          1, Thread.ofPlatform().daemon().name("aws-timeouts").factory());

  AwsClients(AwsConfig config, MeterRegistry metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  @PreDestroy
  void close() {
    http.close();
    timer.shutdownNow();
  }

  /** Gives any client what all have in common. */
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, Region region, AwsCredentialsProvider credentials, CallCount count) {
    builder.httpClient(http).region(region).credentialsProvider(credentials);
    builder.overrideConfiguration(
        it ->
            it.retryStrategy(RetryMode.STANDARD)
                .apiCallAttemptTimeout(config.attemptTimeout())
                .apiCallTimeout(config.callTimeout())
                .scheduledExecutorService(timer)
                .addExecutionInterceptor(interceptor(count)));
    config.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  S3Client s3(Region region, AwsCredentialsProvider credentials, CallCount count) {
    return client(
        S3Client.builder().forcePathStyle(config.endpoint().isPresent()),
        region,
        credentials,
        count);
  }

  /** STS where every account of the partition may ask it; its sessions are valid in all regions. */
  StsClient sts(Partition partition, AwsCredentialsProvider credentials, CallCount count) {
    return client(StsClient.builder(), homeOf(partition), credentials, count);
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

  private ExecutionInterceptor interceptor(CallCount count) {
    return new CallInterceptor(count, metrics);
  }
}
