package io.trailbridge.provisioning.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.Partition;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

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
}
