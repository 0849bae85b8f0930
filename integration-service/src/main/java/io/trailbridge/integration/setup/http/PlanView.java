package io.trailbridge.integration.setup.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.setup.domain.PolicyDocument;
import io.trailbridge.integration.setup.domain.RoleNames;
import io.trailbridge.integration.setup.domain.SetupPlan;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the script is to create, in JSON; the same in lines for {@code Accept: text/plain}.
 *
 * @param workerRoleArn the only principal that the access role lets in
 * @param externalId what it must bring along, by {@code StringEquals sts:ExternalId}
 * @param forwarderRole PUSH only
 */
record PlanView(
    ConnectionId connectionId,
    TenantId tenantId,
    Partition partition,
    AccountId accountId,
    AwsRegion region,
    boolean organization,
    Delivery delivery,
    Arn workerRoleArn,
    String externalId,
    Role accessRole,
    @Nullable Role forwarderRole) {

  /**
   * A role to create.
   *
   * @param policy its inline policy, named {@code trailbridge}
   */
  record Role(
      String name, Arn arn, @JsonRawValue @Schema(implementation = Object.class) String policy) {
    static Role of(RoleNames names, String name, PolicyDocument policy) {
      return new Role(name, names.roleArn(name), policy.json());
    }
  }

  static PlanView of(SetupPlan plan) {
    RoleNames names = plan.names();
    PolicyDocument forwarder = plan.forwarderPolicy();
    return new PlanView(
        names.connection(),
        plan.tenantId(),
        names.partition(),
        names.account(),
        names.region(),
        plan.organization(),
        plan.delivery(),
        plan.workerRole(),
        plan.externalId(),
        Role.of(names, names.accessRole(), plan.accessPolicy()),
        forwarder == null ? null : Role.of(names, names.forwarderRole(), forwarder));
  }
}
