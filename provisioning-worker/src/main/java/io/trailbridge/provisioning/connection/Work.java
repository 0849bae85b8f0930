package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.provisioning.ConnectionSpec;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.util.function.BooleanSupplier;

/**
 * What is to be done for one connection, and whether it is still wished.
 *
 * @param spec the wish in full
 * @param wished asked before every call to AWS: false once a newer wish is known
 */
public record Work(
    ConnectionId connection, TenantId tenant, ConnectionSpec spec, BooleanSupplier wished) {}
