package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.shared.Arn;
import org.jspecify.annotations.Nullable;

/**
 * How the worker comes into the customer's account.
 *
 * @param externalId what AssumeRole must carry; ours, one per connection, never changed
 * @param accessRoleArn the role that the customer's script made; null before the set-up
 * @param forwarderRoleArn the forwarder's role; PUSH only
 * @param secretVersion of the forwarder secret that is wished for
 * @param secretReported the version that the worker last reported in use; 0 before
 */
public record Access(
    String externalId,
    @Nullable Arn accessRoleArn,
    @Nullable Arn forwarderRoleArn,
    int secretVersion,
    int secretReported) {

  Access withRoles(Arn accessRole, @Nullable Arn forwarderRole) {
    return new Access(externalId, accessRole, forwarderRole, secretVersion, secretReported);
  }

  Access withSecretVersion(int version) {
    return new Access(externalId, accessRoleArn, forwarderRoleArn, version, secretReported);
  }

  Access withSecretReported(int version) {
    return new Access(externalId, accessRoleArn, forwarderRoleArn, secretVersion, version);
  }
}
