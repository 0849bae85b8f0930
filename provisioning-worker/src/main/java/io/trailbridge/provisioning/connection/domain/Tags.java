package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tags by which ours are told from the customer's. */
public final class Tags {
  /** Holds the connection's id. */
  public static final String CONNECTION = "trailbridge:connection";

  /** Holds the tenant's id. */
  public static final String TENANT = "trailbridge:tenant";

  /** Holds a hash of what a forwarder is made of; the function's alone. */
  public static final String REVISION = "trailbridge:revision";

  private Tags() {}

  /** What every resource of ours bears. */
  public static Map<String, String> of(ConnectionId connection, TenantId tenant) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(CONNECTION, connection.toString());
    tags.put(TENANT, tenant.value());
    return tags;
  }

  /** Whether what bears {@code tags} was made for this connection. */
  public static Ownership ownership(ConnectionId connection, Map<String, String> tags) {
    String found = tags.get(CONNECTION);
    if (found == null) {
      return Ownership.UNMARKED;
    }
    return found.equals(connection.toString()) ? Ownership.OURS : Ownership.FOREIGN;
  }

  /** Whose a resource with one of our names is. */
  public enum Ownership {
    /** Bears our connection's tag. */
    OURS,
    /** Bears none of our tags: made by a run that ended before it could tag, or by the customer. */
    UNMARKED,
    /** Bears another connection's tag. */
    FOREIGN
  }
}
