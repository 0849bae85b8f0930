package io.trailbridge.provisioning.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.Partition;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.endpoints.CloudTrailEndpointProvider;
import software.amazon.awssdk.services.cloudwatchlogs.endpoints.CloudWatchLogsEndpointProvider;
import software.amazon.awssdk.services.iam.endpoints.IamEndpointProvider;
import software.amazon.awssdk.services.lambda.endpoints.LambdaEndpointProvider;
import software.amazon.awssdk.services.organizations.endpoints.OrganizationsEndpointProvider;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.endpoints.SnsEndpointProvider;
import software.amazon.awssdk.services.sqs.endpoints.SqsEndpointProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointProvider;

/** What the SDK makes of each partition is what our ARNs and host names make of it. */
class PartitionsTest {

  @ParameterizedTest
  @EnumSource(Partition.class)
  void shouldReachEachPartitionByItsOwnHosts(Partition partition) {
    // Given
    Region home = AwsClients.homeOf(partition);

    // When
    PartitionMetadata known = PartitionMetadata.of(home);

    // Then
    assertThat(known.id()).isEqualTo(partition.id());
    assertThat(known.dnsSuffix()).isEqualTo(partition.dnsSuffix());
    assertThat(StsClient.serviceMetadata().endpointFor(home))
        .isEqualTo(URI.create("sts." + home.id() + "." + partition.dnsSuffix()));
    assertThat(SnsClient.serviceMetadata().endpointFor(home))
        .isEqualTo(URI.create("sns." + home.id() + "." + partition.dnsSuffix()));
    assertThat(CloudTrailClient.serviceMetadata().endpointFor(home).toString())
        .endsWith(home.id() + "." + partition.dnsSuffix());
  }

  /** Beside the regional services, what a partition has only once, where its home is asked. */
  @ParameterizedTest
  @CsvSource({
    "AWS, ap-east-1, amazonaws.com, sts.us-east-1, iam, organizations.us-east-1",
    "AWS_CN, cn-north-1, amazonaws.com.cn, sts.cn-northwest-1, iam.cn-north-1,"
        + " organizations.cn-northwest-1",
    "AWS_US_GOV, us-gov-west-1, amazonaws.com, sts.us-gov-west-1, iam.us-gov,"
        + " organizations.us-gov-west-1"
  })
  void shouldAskEachServiceWhereItsPartitionHasIt(
      Partition partition,
      String region,
      String suffix,
      String sts,
      String iam,
      String organizations) {
    // Given
    Region there = Region.of(region);
    Region home = AwsClients.homeOf(partition);

    // When
    List<Endpoint> asked =
        Stream.of(
                StsEndpointProvider.defaultProvider().resolveEndpoint(it -> it.region(home)),
                IamEndpointProvider.defaultProvider().resolveEndpoint(it -> it.region(home)),
                OrganizationsEndpointProvider.defaultProvider()
                    .resolveEndpoint(it -> it.region(home)),
                S3EndpointProvider.defaultProvider().resolveEndpoint(it -> it.region(there)),
                SnsEndpointProvider.defaultProvider().resolveEndpoint(it -> it.region(there)),
                CloudTrailEndpointProvider.defaultProvider()
                    .resolveEndpoint(it -> it.region(there)),
                SqsEndpointProvider.defaultProvider().resolveEndpoint(it -> it.region(there)),
                LambdaEndpointProvider.defaultProvider().resolveEndpoint(it -> it.region(there)),
                CloudWatchLogsEndpointProvider.defaultProvider()
                    .resolveEndpoint(it -> it.region(there)))
            .map(CompletableFuture::join)
            .toList();

    // Then
    assertThat(asked)
        .extracting(it -> it.url().toString())
        .containsExactlyElementsOf(
            Stream.of(
                    sts,
                    iam,
                    organizations,
                    "s3." + region,
                    "sns." + region,
                    "cloudtrail." + region,
                    "sqs." + region,
                    "lambda." + region,
                    "logs." + region)
                .map(it -> "https://" + it + "." + suffix)
                .toList());
  }
}
