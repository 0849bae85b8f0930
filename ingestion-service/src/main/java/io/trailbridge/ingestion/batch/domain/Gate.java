package io.trailbridge.ingestion.batch.domain;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides which batches may pass, from the newest state of every connection and the newest licence
 * of every tenant. The followers of the two topics write it, the loops read it.
 */
public final class Gate {
  private final Map<ConnectionId, KnownConnection> connections = new ConcurrentHashMap<>();
  private final Map<TenantId, LicenseEvent> licenses = new ConcurrentHashMap<>();

  /** What becomes of a batch. */
  public sealed interface Passage {
    /** It may be opened. */
    record Open(KnownConnection connection) implements Passage {}

    /** It is dropped and counted. */
    record Dropped(Why why) implements Passage {}

    /** The state of its connection has not been seen, or not yet. */
    record Unknown() implements Passage {}

    /** It claims a tenant that its connection does not belong to. */
    record TenantMismatch() implements Passage {}
  }

  /** Why a batch is dropped. */
  public enum Why {
    /** It reached Kafka while the connection was held. */
    PAUSED(true),
    /** The connection is being removed, or is gone. */
    REMOVED(true),
    /** The tenant has no licence, or none any more. */
    UNLICENSED(true),
    /** Its object's key names an account that the connection does not want. */
    ACCOUNT_NOT_WANTED(false),
    /** Its object is a digest, or a file of Insights or of sums. */
    NOT_A_LOG(false);

    private final boolean notLive;

    Why(boolean notLive) {
      this.notLive = notLive;
    }

    /** Whether the connection or the licence was not live. */
    public boolean notLive() {
      return notLive;
    }
  }

  /** Takes a state, unless a newer one of the connection is known. */
  public void apply(ConnectionState state) {
    connections.merge(
        state.connectionId(),
        KnownConnection.of(state),
        (known, next) -> known.state().stateVersion() > next.state().stateVersion() ? known : next);
  }

  /** The connection was deleted long ago. */
  public void forget(ConnectionId connection) {
    connections.remove(connection);
  }

  /** Takes a licence event, unless a newer one of the tenant is known. */
  public void apply(LicenseEvent event) {
    if (event.licensePackage().equals(LicensePackage.PUBLIC_CLOUD)) {
      licenses.merge(
          event.tenantId(),
          event,
          (known, next) -> known.version() < next.version() ? next : known);
    }
  }

  /** The licence is gone from its topic: as if there had been none. */
  public void forget(LicenseEvent last) {
    if (last.licensePackage().equals(LicensePackage.PUBLIC_CLOUD)) {
      licenses.remove(last.tenantId());
    }
  }

  /** The newest state of a connection; empty where none has come yet or it was forgotten. */
  public Optional<ConnectionState> state(ConnectionId connection) {
    return Optional.ofNullable(connections.get(connection)).map(KnownConnection::state);
  }

  /** Whether the connection's state has been seen. */
  public boolean knows(ConnectionId connection) {
    return connections.containsKey(connection);
  }

  /** How many connections are known. */
  public int connections() {
    return connections.size();
  }

  /**
   * Decides over one batch.
   *
   * @param appendedAt when it reached Kafka, by the broker's clock
   * @param file what its object's key says; empty where it is none of CloudTrail's
   */
  public Passage decide(
      TenantId tenant,
      ConnectionId connectionId,
      Instant appendedAt,
      Optional<LogFileKey> file,
      Instant now) {
    KnownConnection known = connections.get(connectionId);
    if (known == null) {
      return new Passage.Unknown();
    }
    ConnectionState state = known.state();
    if (!state.tenantId().equals(tenant)) {
      return new Passage.TenantMismatch();
    }
    Optional<Why> why =
        held(state, appendedAt)
            .or(() -> unlicensed(tenant, appendedAt, now))
            .or(() -> unwanted(known, file));
    return why.<Passage>map(Passage.Dropped::new).orElseGet(() -> new Passage.Open(known));
  }

  private static Optional<Why> held(ConnectionState state, Instant appendedAt) {
    return switch (state.status()) {
      case DELETING, DELETED -> Optional.of(Why.REMOVED);
      case PAUSED -> {
        Instant since = state.heldSince();
        boolean before = since != null && appendedAt.isBefore(since);
        yield before ? Optional.empty() : Optional.of(Why.PAUSED);
      }
      case PENDING, PROVISIONING, ACTIVE, DISCONNECTED -> Optional.empty();
    };
  }

  /**
   * A licence that ended closes for what reached Kafka from that instant on: what came before is
   * still the customer's, and the gap begins with the end. One that begins opens when its time has
   * come.
   */
  private Optional<Why> unlicensed(TenantId tenant, Instant appendedAt, Instant now) {
    LicenseEvent newest = licenses.get(tenant);
    boolean open =
        newest != null
            && (newest.valid()
                ? !newest.effectiveAt().isAfter(now)
                : appendedAt.isBefore(newest.effectiveAt()));
    return open ? Optional.empty() : Optional.of(Why.UNLICENSED);
  }

  private static Optional<Why> unwanted(KnownConnection known, Optional<LogFileKey> file) {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    if (!file.get().kind().holdsEvents()) {
      return Optional.of(Why.NOT_A_LOG);
    }
    boolean wanted = known.filter().wants(file.get().account());
    return wanted ? Optional.empty() : Optional.of(Why.ACCOUNT_NOT_WANTED);
  }
}
