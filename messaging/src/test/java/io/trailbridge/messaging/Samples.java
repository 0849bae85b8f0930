package io.trailbridge.messaging;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.ConnectionSpec;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.VerifyConnection;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;

/** Messages to send. */
final class Samples {
  private Samples() {}

  static VerifyConnection verify(ConnectionId id, TenantId tenant, String externalId) {
    return new VerifyConnection(
        id,
        tenant,
        3,
        new ConnectionSpec(
            Partition.AWS,
            new AccountId("222222222222"),
            new AwsRegion("eu-central-1"),
            false,
            null,
            new Resources.New(null, 90),
            Delivery.PULL,
            Forwarding.ON,
            new Arn("arn:aws:iam::222222222222:role/access"),
            externalId,
            null,
            1));
  }
}
