package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.ConnectionSpec;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.DeprovisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.PauseForwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ProvisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ResumeForwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.UpdateConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.VerifyConnection;
import io.trailbridge.contracts.shared.Arn;
import java.util.Objects;

/** The commands that carry a connection's wish, made from its facts. */
final class Commands {
  private Commands() {}

  static ProvisionConnection provision(Connection c) {
    return new ProvisionConnection(c.id(), c.tenantId(), c.generation(), spec(c));
  }

  static PauseForwarding pause(Connection c) {
    return new PauseForwarding(c.id(), c.tenantId(), c.generation(), spec(c));
  }

  static ResumeForwarding resume(Connection c) {
    return new ResumeForwarding(c.id(), c.tenantId(), c.generation(), spec(c));
  }

  static UpdateConnection update(Connection c) {
    return new UpdateConnection(c.id(), c.tenantId(), c.generation(), spec(c));
  }

  static VerifyConnection verify(Connection c) {
    return new VerifyConnection(c.id(), c.tenantId(), c.generation(), spec(c));
  }

  static DeprovisionConnection deprovision(Connection c, boolean deleteLogs) {
    return new DeprovisionConnection(
        c.id(), c.tenantId(), c.generation(), spec(c), deleteLogs, c.observed().inventory());
  }

  static ConnectionSpec spec(Connection c) {
    Wish wish = c.wish();
    Arn accessRole =
        Objects.requireNonNull(c.access().accessRoleArn(), "no command before the set-up");
    return new ConnectionSpec(
        wish.partition(),
        c.accountId(),
        wish.region(),
        wish.organization(),
        c.observed().organizationId(),
        wish.resources(),
        wish.delivery(),
        c.forwarding(),
        accessRole,
        c.access().externalId(),
        c.access().forwarderRoleArn(),
        c.access().secretVersion());
  }
}
