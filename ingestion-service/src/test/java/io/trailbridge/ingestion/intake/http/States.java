package io.trailbridge.ingestion.intake.http;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import java.util.List;
import java.util.Set;

/** Connections as the gate knows them. */
final class States {
  private States() {}

  /** One of account 222222222222 in eu-west-1, its secret's version 1. */
  static ConnectionState of(ConnectionId id, ConnectionStatus status) {
    return new ConnectionState(
        id,
        new TenantId("hostile-intake"),
        status,
        Set.of(),
        null,
        1,
        1,
        Partition.AWS,
        new AccountId("222222222222"),
        new AwsRegion("eu-west-1"),
        false,
        null,
        null,
        Delivery.PULL,
        1,
        null,
        null,
        List.<Arn>of(),
        null,
        null,
        null);
  }
}
