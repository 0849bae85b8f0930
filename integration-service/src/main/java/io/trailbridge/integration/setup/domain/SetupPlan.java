package io.trailbridge.integration.setup.domain;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * What the script is to create.
 *
 * @param workerRole the only principal that the access role lets in
 * @param externalId what it must bring along
 * @param forwarderPolicy null: no forwarder, PULL
 */
public record SetupPlan(
    RoleNames names,
    TenantId tenantId,
    boolean organization,
    Delivery delivery,
    Arn workerRole,
    String externalId,
    PolicyDocument accessPolicy,
    @Nullable PolicyDocument forwarderPolicy) {

  /** The plan of a connection. */
  public static SetupPlan of(
      PolicyScope scope, TenantId tenant, Arn workerRole, String externalId) {
    return new SetupPlan(
        scope.names(),
        tenant,
        scope.organization(),
        scope.delivery(),
        workerRole,
        externalId,
        AccessPolicy.of(scope),
        scope.delivery() == Delivery.PUSH ? ForwarderPolicy.of(scope) : null);
  }

  /** As lines that bash reads; see {@link ScriptLines}. */
  public String lines() {
    ScriptLines lines =
        ScriptLines.begin("plan", names, tenantId)
            .add("organization", Boolean.toString(organization))
            .add("delivery", delivery.name())
            .add("worker-role", workerRole.value())
            .add("external-id", externalId)
            .add("access-policy", accessPolicy.json());
    if (forwarderPolicy != null) {
      lines.add("forwarder-policy", forwarderPolicy.json());
    }
    return lines.end();
  }
}
