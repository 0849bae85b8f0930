package io.trailbridge.contracts.provisioning;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;

/** The messages of {@code trailbridge.provisioning.confirmations}. */
public sealed interface ProvisioningConfirmation {

  /**
   * SNS offered a subscription to the intake, with a signature that holds; the worker confirms it
   * where it is its own.
   *
   * @param token what ConfirmSubscription wants; a secret, never logged
   */
  record SubscriptionOffered(
      ConnectionId connectionId, TenantId tenantId, Arn topicArn, String token)
      implements ProvisioningConfirmation {}
}
