package io.trailbridge.integration.connection;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.domain.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where connections are kept. Each method needs a transaction, which sees one tenant's connections
 * or, as system, all.
 */
public interface ConnectionStore {

  /**
   * Keeps a new connection.
   *
   * @return false where the tenant has one, not deleted, for the same partition, account, region
   *     and trail
   */
  boolean insert(Connection connection);

  /** A connection as it is now. */
  Optional<Connection> find(ConnectionId id);

  /** As {@link #find}, and nobody else changes it before this transaction's end. */
  Optional<Connection> lock(ConnectionId id);

  /**
   * Keeps the next facts of a connection that this transaction has locked.
   *
   * @return false where they are those of another connection of the tenant, as at {@link #insert}
   */
  boolean save(Connection next);

  /** Keeps the next facts of locked connections that stay where they are, in few round trips. */
  void saveAll(List<Connection> next);

  /** Newest first. */
  List<Connection> page(Query query);

  /** How many connections of a tenant are in one of these statuses. */
  long count(TenantId tenant, Set<ConnectionStatus> statuses);

  /**
   * Locks connections of a tenant that a version of the licence is yet to hold, or to release.
   * Those that heard of a later version are left alone.
   */
  List<Connection> lockForLicense(TenantId tenant, long version, boolean release, int limit);

  /**
   * Locks connections whose verification is due, and sets the next one.
   *
   * @param next when each is due again
   */
  List<Connection> lockForVerification(Instant now, Instant next, int limit);

  /**
   * Locks connections that are there and were not asked about an outage of the intake yet, and
   * counts them as asked.
   *
   * @param outage its number
   */
  List<Connection> lockForOutage(long outage, int limit);

  /** Forgets connections that were deleted before, with all that hangs on them. */
  List<Connection> removeDeletedBefore(Instant instant, int limit);

  /** When an event of a connection last came out. */
  Map<ConnectionId, Instant> lastEvents(Set<ConnectionId> ids);

  /** An event of a connection came out; an older one changes nothing. */
  void sawEvent(ConnectionId id, TenantId tenant, Instant at);

  /**
   * Which connections, and from where on.
   *
   * @param tenant whose; beside row-level security, not in its place
   * @param statuses empty: all
   * @param organization null: both
   * @param text part of the name, the account id, or an ARN that it uses, in any case; null: all
   * @param deletedAfter deleted ones only where it was after this
   * @param after the last one of the page before; null: from the newest
   */
  record Query(
      TenantId tenant,
      Set<ConnectionStatus> statuses,
      @Nullable Boolean organization,
      @Nullable String text,
      Instant deletedAfter,
      @Nullable Position after,
      int limit) {

    /** The same, with another limit. */
    public Query withLimit(int most) {
      return new Query(tenant, statuses, organization, text, deletedAfter, after, most);
    }
  }

  /** A place in the list. */
  record Position(Instant createdAt, ConnectionId id) {}
}
