package io.trailbridge.integration.ops;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the database knows of all tenants. Each method needs a system transaction. */
public interface Census {

  /** How many connections there are in each status. */
  Map<ConnectionStatus, Long> byStatus();

  /** Connections that are lost, could not be provisioned, or take long; the longest first. */
  List<TroubledConnection> inTrouble(Instant now, int limit);

  /** Live licences that end before, the next first. */
  List<Expiry> expiring(Instant now, Instant before, int limit);

  /** Provisionings that ended since, the slowest first. */
  List<Provisioning> slowest(Instant since, int limit);

  /** The slowest call to AWS of each run that ended since, the slowest first. */
  List<SlowCall> slowestCalls(Instant since, int limit);

  /**
   * A connection in trouble.
   *
   * @param since when it last changed
   */
  record TroubledConnection(
      ConnectionId connection, TenantId tenant, ConnectionStatus status, Instant since) {}

  /** A licence that ends. */
  record Expiry(TenantId tenant, Instant validUntil) {}

  /**
   * How long a provisioning took.
   *
   * @param millis from the script's report to the worker's answer
   */
  record Provisioning(ConnectionId connection, TenantId tenant, Instant at, long millis) {}

  /**
   * A call to AWS.
   *
   * @param service as AWS's SDK calls it, such as {@code CloudTrail}
   * @param operation such as {@code CreateTrail}
   * @param millis from the request to its answer
   * @param at when its run ended
   */
  record SlowCall(
      String service,
      String operation,
      long millis,
      ConnectionId connection,
      TenantId tenant,
      Instant at) {}
}
