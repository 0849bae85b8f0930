package io.trailbridge.integration.setup;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.ConnectionStore;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Lifecycle;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.problem.ProblemKind;
import io.trailbridge.integration.setup.domain.Digest;
import io.trailbridge.integration.setup.domain.OneTimeToken;
import io.trailbridge.integration.setup.domain.OneTimeToken.Redemption;
import io.trailbridge.integration.setup.domain.TokenPurpose;
import io.trailbridge.integration.setup.domain.TokenSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Hands out one-time tokens and takes them back. Each method works in the caller's transaction. The
 * connection is always locked before its token, so that nobody waits in a circle.
 */
@ApplicationScoped
public class Tokens {
  private final TokenStore store;
  private final ConnectionStore connections;
  private final SetupConfig config;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Tokens(TokenStore store, ConnectionStore connections, SetupConfig config, Clock clock) {
    this.store = store;
    this.connections = connections;
    this.config = config;
    this.clock = clock;
  }

  /** A token just made: its secret is known nowhere else and never again. */
  public record Issued(TokenSecret secret, Instant expiresAt) {}

  /** Makes a token for a connection that this transaction has locked; the former one dies. */
  public Issued issue(Connection connection, TokenPurpose purpose) {
    byte[] bytes = new byte[TokenSecret.BYTES];
    random.nextBytes(bytes);
    TokenSecret secret = TokenSecret.of(bytes);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    OneTimeToken token =
        OneTimeToken.issue(
            connection.id(),
            connection.tenantId(),
            connection.accountId(),
            purpose,
            secret,
            now,
            config.tokenLifetime());
    store.put(token);
    return new Issued(secret, token.expiresAt());
  }

  /**
   * The connection that a token is for; nothing is used up.
   *
   * @param claimed what somebody says is a token
   * @throws Problem token-invalid
   */
  public Connection connectionOf(String claimed, TokenPurpose purpose) {
    OneTimeToken token = require(store.find(hash(claimed), purpose));
    return connections.find(token.connectionId()).orElseThrow(Problem::tokenInvalid);
  }

  /** Whether a token of this purpose was ever made for the connection. */
  public boolean wasIssued(ConnectionId connection, TokenPurpose purpose) {
    return store.has(connection, purpose);
  }

  /**
   * Whose connection a token is for; nothing is used up and nothing locked.
   *
   * @throws Problem token-invalid
   */
  public TenantId tenantOf(String claimed, TokenPurpose purpose) {
    return require(store.find(hash(claimed), purpose)).tenantId();
  }

  /**
   * Uses a token for {@code effect}, once: the same again is answered without it.
   *
   * @param with the digest of the request
   * @param effect gets the locked connection; where it throws, the token stays unused
   * @return the connection as it is then
   * @throws Problem token-invalid, already-completed
   */
  public Connection redeem(String claimed, TokenPurpose purpose, Digest with, Effect effect) {
    Digest hash = hash(claimed);
    OneTimeToken seen = require(store.find(hash, purpose));
    Connection connection =
        connections.lock(seen.connectionId()).orElseThrow(Problem::tokenInvalid);
    OneTimeToken token = require(store.lock(hash, purpose));
    return switch (token.redeem(with, clock.instant().truncatedTo(ChronoUnit.MICROS))) {
      case Redemption.Dead _ -> throw Problem.tokenInvalid();
      case Redemption.UsedOtherwise _ -> throw Problem.of(ProblemKind.ALREADY_COMPLETED);
      case Redemption.Repeated _ -> connection;
      case Redemption.Used used -> {
        // A deleted connection never comes back; its removal may still be confirmed.
        if (purpose == TokenPurpose.SETUP && connection.lifecycle() == Lifecycle.DELETED) {
          throw Problem.tokenInvalid();
        }
        Connection next = effect.on(token, connection);
        store.use(used.next());
        yield next;
      }
    };
  }

  private OneTimeToken require(Optional<OneTimeToken> found) {
    return found.filter(token -> token.isAlive(clock.instant())).orElseThrow(Problem::tokenInvalid);
  }

  private static Digest hash(String claimed) {
    return TokenSecret.claimed(claimed).map(TokenSecret::hash).orElseThrow(Problem::tokenInvalid);
  }

  /** What a token is used for. */
  public interface Effect {
    /** Does it and tells the connection's next facts. */
    Connection on(OneTimeToken token, Connection locked);
  }
}
