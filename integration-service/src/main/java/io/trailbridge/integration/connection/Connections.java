package io.trailbridge.integration.connection;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.caller.domain.By;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Decider;
import io.trailbridge.integration.connection.domain.Decision;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.integration.connection.domain.Wish;
import io.trailbridge.integration.license.LicenseStore;
import io.trailbridge.integration.license.domain.License;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with connections. {@link #tell} opens a transaction of the tenant; {@link
 * #apply} works in the caller's, for rooms that change something of their own together with the
 * connection.
 */
@ApplicationScoped
public class Connections {
  private final Transactions transactions;
  private final ConnectionStore store;
  private final LicenseStore licenses;
  private final RequestKeys keys;
  private final Effects effects;
  private final Chance chance;
  private final Clock clock;

  Connections(
      Transactions transactions,
      ConnectionStore store,
      LicenseStore licenses,
      RequestKeys keys,
      Effects effects,
      Chance chance,
      Clock clock) {
    this.transactions = transactions;
    this.store = store;
    this.licenses = licenses;
    this.keys = keys;
    this.effects = effects;
    this.chance = chance;
    this.clock = clock;
  }

  /**
   * A key that makes a repeated creation harmless.
   *
   * @param value what the caller chose
   * @param bodyHash of the request's body: another one under the same key is a mistake
   */
  public record RequestKey(String value, String bodyHash) {}

  /** Creates a connection, {@code PENDING}. */
  public Outcome create(
      TenantId tenant, AccountId account, Wish wish, By by, @Nullable RequestKey key) {
    try {
      return transactions.asTenant(
          tenant,
          () -> {
            Outcome outcome = createIn(tenant, account, wish, by, key);
            if (outcome instanceof Outcome.Done) {
              return outcome;
            }
            throw new Undone(outcome);
          });
    } catch (Undone e) {
      return e.outcome;
    }
  }

  /** Rolls back what a refused creation did so far: the key that it claimed. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    Undone(Outcome outcome) {
      super(null, null, false, false);
      this.outcome = outcome;
    }
  }

  private Outcome createIn(
      TenantId tenant, AccountId account, Wish wish, By by, @Nullable RequestKey key) {
    Instant now = clock.instant();
    ConnectionId id = chance.connectionId(now);
    if (key != null) {
      Optional<RequestKeys.Claim> earlier =
          keys.claim(tenant, key.value(), key.bodyHash(), id, now);
      if (earlier.isPresent()) {
        return repeated(earlier.get(), key);
      }
    }
    Optional<License> license = licenses.share(tenant).filter(it -> it.isLive(now));
    if (license.isEmpty()) {
      return new Outcome.LicenseRequired();
    }
    Connection connection =
        Connection.create(
            id, tenant, account, wish, chance.externalId(), license.get().effectiveVersion(), now);
    if (!store.insert(connection)) {
      return new Outcome.AlreadyConnected();
    }
    effects.created(connection, by);
    return new Outcome.Done(connection);
  }

  private Outcome repeated(RequestKeys.Claim earlier, RequestKey key) {
    if (!earlier.bodyHash().equals(key.bodyHash())) {
      return new Outcome.KeyReused();
    }
    return store
        .find(earlier.connection())
        .<Outcome>map(Outcome.Done::new)
        .orElseGet(Outcome.NotFound::new);
  }

  /** A connection of the tenant. */
  public Optional<Connection> find(TenantId tenant, ConnectionId id) {
    return transactions.asTenant(
        tenant, () -> store.find(id).filter(it -> it.tenantId().equals(tenant)));
  }

  /** An input for a connection of the tenant, in a transaction of its own. */
  public Outcome tell(TenantId tenant, ConnectionId id, Input input, By by) {
    return tell(tenant, id, input, by, null);
  }

  /**
   * As {@link #tell(TenantId, ConnectionId, Input, By)}.
   *
   * @param seen the version that the caller saw; null: whichever
   */
  public Outcome tell(TenantId tenant, ConnectionId id, Input input, By by, @Nullable Long seen) {
    return transactions.asTenant(
        tenant,
        () -> {
          if (input instanceof Input.NeedsLicense) {
            // Before the connection: who changes the licence may wait for one who waits for that.
            licenses.share(tenant);
          }
          return applyTo(
              store.lock(id).filter(it -> it.tenantId().equals(tenant)), input, by, seen);
        });
  }

  /**
   * An input for a connection that the current transaction sees. For one that needs the licence,
   * the transaction has it shared since before it locked the connection.
   */
  public Outcome apply(ConnectionId id, Input input, By by) {
    return applyTo(store.lock(id), input, by, null);
  }

  /** An input for a connection that the current transaction has locked. */
  Outcome apply(Connection locked, Input input, By by) {
    return applyTo(Optional.of(locked), input, by, null);
  }

  /**
   * An input that moves no connection to another place, for some that the current transaction has
   * locked: as {@link #apply} for each of them, in as few round trips as for one.
   */
  void applyAll(List<Connection> locked, Input input, By by) {
    Instant now = clock.instant();
    List<Effects.Move> moves = new ArrayList<>();
    for (Connection facts : locked) {
      if (Decider.decide(facts, input, now) instanceof Moved moved) {
        moves.add(new Effects.Move(facts, moved));
      }
    }
    store.saveAll(moves.stream().filter(Effects.Move::isChange).map(Effects.Move::next).toList());
    effects.of(moves, input, by, now);
  }

  private Outcome applyTo(Optional<Connection> locked, Input input, By by, @Nullable Long seen) {
    if (locked.isEmpty()) {
      return new Outcome.NotFound();
    }
    Connection facts = locked.get();
    if (seen != null && seen != facts.version()) {
      return new Outcome.Outdated();
    }
    return decide(input instanceof Input.NeedsLicense ? followLicense(facts) : facts, input, by);
  }

  /** The connection as its licence leaves it, though no sweep may have reached it yet. */
  private Connection followLicense(Connection facts) {
    return licenses
        .share(facts.tenantId())
        .filter(it -> !it.dueAt().isAfter(clock.instant()))
        .map(it -> decide(facts, LicenseHolds.input(it.sweep()), LicenseHolds.BY))
        .map(it -> it instanceof Outcome.Done done ? done.connection() : facts)
        .orElse(facts);
  }

  private Outcome decide(Connection facts, Input input, By by) {
    Instant now = clock.instant();
    Decision decision = Decider.decide(facts, input, now);
    return switch (decision) {
      case Decision.Stale _ -> new Outcome.Done(facts);
      case Decision.Refused refused -> new Outcome.Refused(facts, refused.reason());
      case Moved moved -> {
        if (moved.next().version() > facts.version() && !store.save(moved.next())) {
          yield new Outcome.AlreadyConnected();
        }
        effects.of(List.of(new Effects.Move(facts, moved)), input, by, now);
        yield new Outcome.Done(moved.next());
      }
    };
  }
}
