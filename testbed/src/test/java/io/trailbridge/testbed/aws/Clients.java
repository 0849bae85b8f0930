package io.trailbridge.testbed.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Real AWS clients of one caller, pointed at the emulator. */
record Clients(URI endpoint, SandboxAws.Credentials credentials) {

  StsClient sts() {
    return with(StsClient.builder()).httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  }

  IamClient iam() {
    return with(IamClient.builder()).httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  }

  SnsClient sns() {
    return with(SnsClient.builder()).httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  }

  SqsClient sqs() {
    return with(SqsClient.builder()).httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  }

  LambdaClient lambda() {
    return with(LambdaClient.builder())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  CloudWatchLogsClient logs() {
    return with(CloudWatchLogsClient.builder())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  S3Client s3() {
    return with(S3Client.builder())
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  CloudTrailClient cloudTrail() {
    return with(CloudTrailClient.builder())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  OrganizationsClient organizations() {
    return with(OrganizationsClient.builder())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private <B extends AwsClientBuilder<B, ?>> B with(B builder) {
    AwsCredentials keys =
        credentials.sessionToken().isEmpty()
            ? AwsBasicCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey())
            : AwsSessionCredentials.create(
                credentials.accessKeyId(),
                credentials.secretAccessKey(),
                credentials.sessionToken());
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(keys));
  }
}
