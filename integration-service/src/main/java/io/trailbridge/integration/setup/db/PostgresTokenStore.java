package io.trailbridge.integration.setup.db;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.setup.TokenStore;
import io.trailbridge.integration.setup.domain.Digest;
import io.trailbridge.integration.setup.domain.OneTimeToken;
import io.trailbridge.integration.setup.domain.TokenPurpose;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One-time tokens in PostgreSQL; the secrets themselves never come here. */
@ApplicationScoped
class PostgresTokenStore implements TokenStore {
  private final EntityManager entities;

  PostgresTokenStore(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public void put(OneTimeToken token) {
    entities
        .createNativeQuery(
            "insert into one_time_token"
                + " (connection_id, purpose, tenant_id, account_id, hash, issued_at, expires_at)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                + " on conflict (connection_id, purpose) do update set hash = excluded.hash,"
                + " account_id = excluded.account_id, issued_at = excluded.issued_at,"
                + " expires_at = excluded.expires_at, used_at = null, used_with = null")
        .setParameter(1, token.connectionId().value())
        .setParameter(2, token.purpose().name())
        .setParameter(3, token.tenantId().value())
        .setParameter(4, token.accountId().value())
        .setParameter(5, token.hash().hex())
        .setParameter(6, token.issuedAt())
        .setParameter(7, token.expiresAt())
        .executeUpdate();
  }

  @Override
  public boolean has(ConnectionId connection, TokenPurpose purpose) {
    return !entities
        .createNativeQuery("select 1 from one_time_token where connection_id = ?1 and purpose = ?2")
        .setParameter(1, connection.value())
        .setParameter(2, purpose.name())
        .getResultList()
        .isEmpty();
  }

  @Override
  public Optional<OneTimeToken> find(Digest hash, TokenPurpose purpose) {
    return select(hash, purpose, "");
  }

  @Override
  public Optional<OneTimeToken> lock(Digest hash, TokenPurpose purpose) {
    return select(hash, purpose, " for update");
  }

  @Override
  public void use(OneTimeToken used) {
    int rows =
        entities
            .createNativeQuery(
                "update one_time_token set used_at = ?1, used_with = ?2"
                    + " where hash = ?3 and used_at is null")
            .setParameter(1, Objects.requireNonNull(used.usedAt()))
            .setParameter(2, Objects.requireNonNull(used.usedWith()).hex())
            .setParameter(3, used.hash().hex())
            .executeUpdate();
    if (rows != 1) {
      throw new IllegalStateException("a locked token was used meanwhile");
    }
  }

  private Optional<OneTimeToken> select(Digest hash, TokenPurpose purpose, String lock) {
    List<?> rows =
        entities
            .createNativeQuery(
                "select connection_id, tenant_id, account_id, hash, issued_at, expires_at,"
                    + " used_at, used_with from one_time_token where hash = ?1 and purpose = ?2"
                    + lock,
                Object[].class)
            .setParameter(1, hash.hex())
            .setParameter(2, purpose.name())
            .getResultList();
    return rows.stream()
        .map(row -> token((Object[]) row, purpose))
        .filter(token -> token.hash().sameAs(hash))
        .findFirst();
  }

  private static OneTimeToken token(Object[] row, TokenPurpose purpose) {
    String usedWith = (String) row[7];
    return new OneTimeToken(
        new ConnectionId((UUID) row[0]),
        new TenantId((String) row[1]),
        new AccountId((String) row[2]),
        purpose,
        new Digest((String) row[3]),
        (Instant) row[4],
        (Instant) row[5],
        (@Nullable Instant) row[6],
        usedWith == null ? null : new Digest(usedWith));
  }
}
