package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.provisioning.ConnectionSpec;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.util.function.BooleanSupplier;

/**
 * What is to be done for one connection, and whether it is still wished.
 *
 * @param spec the wish in full
 * @param justSetUp whether the customer's script has just written the role: AWS may not know its
 *     policy everywhere yet
 * @param wished asked before every call to AWS: false once a newer wish is known
 */
public record Work(
    ConnectionId connection,
    TenantId tenant,
    ConnectionSpec spec,
    boolean justSetUp,
    BooleanSupplier wished) {

  /** By a role that has been there for long. */
  public Work(
      ConnectionId connection, TenantId tenant, ConnectionSpec spec, BooleanSupplier wished) {
    this(connection, tenant, spec, false, wished);
  }
}
