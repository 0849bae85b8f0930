package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.provisioning.connection.LogBuckets;
import io.trailbridge.provisioning.connection.LogBuckets.Listing;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Sessions of customers' roles are kept, and dropped once AWS refuses them. */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class SessionsIT {
  @Inject Customer customer;
  @Inject LogBuckets buckets;

  @Test
  void shouldAssumeARoleOnceForManyCalls() {
    // Given
    Fixture connection = withBucket();

    // When
    for (int i = 0; i < 3; i++) {
      assertThat(list(connection)).isEqualTo(Listing.COMPLETE);
    }

    // Then
    assertThat(assumed()).isEqualTo(1);
  }

  @Test
  void shouldAssumeARoleAnewOnceItsSessionIsRefused() {
    // Given
    Fixture connection = withBucket();
    String account = connection.account().value();
    assertThat(list(connection)).isEqualTo(Listing.COMPLETE);
    customer.sandbox().fault(account, "s3", "ListObjectsV2", "EXPIRE", 0, 1);

    // When
    Listing anew = list(connection);

    // Then
    assertThat(anew).isEqualTo(Listing.COMPLETE);
    assertThat(assumed()).isEqualTo(2);
  }

  private Fixture withBucket() {
    Fixture connection = customer.connect();
    try (var s3 = customer.s3(connection)) {
      s3.createBucket(
          it ->
              it.bucket(connection.bucket())
                  .createBucketConfiguration(c -> c.locationConstraint("eu-central-1")));
    }
    customer.sandbox().forgetCalls();
    return connection;
  }

  private Listing list(Fixture connection) {
    ConnectionState state = connection.state(ConnectionStatus.ACTIVE, 1, true);
    return buckets.list(state, connection.bucket(), "AWSLogs/", it -> true);
  }

  private long assumed() {
    return customer.sandbox().calls().stream()
        .filter(it -> it.action().equals("AssumeRole"))
        .filter(it -> it.caller().contains("trailbridge-worker"))
        .count();
  }
}
