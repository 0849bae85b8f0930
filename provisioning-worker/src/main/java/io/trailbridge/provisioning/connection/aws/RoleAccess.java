package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.provisioning.ConnectionSpec;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import java.util.Optional;

/**
 * The way into a customer's account.
 *
 * @param externalId a secret between us and the customer's trust policy; never logged
 */
record RoleAccess(
    ConnectionId connection,
    Partition partition,
    AccountId account,
    AwsRegion region,
    Arn role,
    String externalId) {

  static RoleAccess of(ConnectionId connection, ConnectionSpec spec) {
    return new RoleAccess(
        connection,
        spec.partition(),
        spec.accountId(),
        spec.region(),
        spec.accessRoleArn(),
        spec.externalId());
  }

  /** Empty before the set-up. */
  static Optional<RoleAccess> of(ConnectionState state) {
    if (state.accessRoleArn() == null || state.externalId() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new RoleAccess(
            state.connectionId(),
            state.partition(),
            state.accountId(),
            state.region(),
            state.accessRoleArn(),
            state.externalId()));
  }

  @Override
  public String toString() {
    return "RoleAccess[" + connection + ", " + role + "]";
  }
}
