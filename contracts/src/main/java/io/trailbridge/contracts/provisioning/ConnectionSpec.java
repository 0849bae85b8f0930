package io.trailbridge.contracts.provisioning;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.Partition;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is to be in AWS, in full.
 *
 * @param organizationId once known; absent at the first provisioning
 * @param forwarding whether our subscription is to be there
 * @param accessRoleArn the role that the customer made for us
 * @param externalId what AssumeRole of it must carry
 * @param forwarderRoleArn the forwarder's role; PUSH only
 * @param secretVersion of the forwarder secret that is to be used
 */
public record ConnectionSpec(
    Partition partition,
    AccountId accountId,
    AwsRegion region,
    boolean organization,
    @Nullable String organizationId,
    Resources resources,
    Delivery delivery,
    Forwarding forwarding,
    Arn accessRoleArn,
    String externalId,
    @Nullable Arn forwarderRoleArn,
    int secretVersion) {}
