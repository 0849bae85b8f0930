package io.trailbridge.integration.connection.db;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.RequestKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keys of requests in PostgreSQL. */
@ApplicationScoped
class PostgresRequestKeys implements RequestKeys {
  private final EntityManager entities;

  PostgresRequestKeys(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Optional<Claim> claim(
      TenantId tenant, String key, String bodyHash, ConnectionId connection, Instant now) {
    int claimed =
        entities
            .createNativeQuery(
                "insert into request_key (tenant_id, key, body_hash, connection_id, claimed_at)"
                    + " values (?1, ?2, ?3, ?4, ?5)"
                    + " on conflict (tenant_id, key) do update set body_hash = excluded.body_hash,"
                    + " connection_id = excluded.connection_id, claimed_at = excluded.claimed_at"
                    + " where request_key.claimed_at < ?6")
            .setParameter(1, tenant.value())
            .setParameter(2, key)
            .setParameter(3, bodyHash)
            .setParameter(4, connection.value())
            .setParameter(5, now)
            .setParameter(6, now.minus(KEPT))
            .executeUpdate();
    if (claimed == 1) {
      return Optional.empty();
    }
    List<?> rows =
        entities
            .createNativeQuery(
                "select body_hash, connection_id from request_key where tenant_id = ?1 and key = ?2",
                Object[].class)
            .setParameter(1, tenant.value())
            .setParameter(2, key)
            .getResultList();
    Object[] row = (Object[]) rows.getFirst();
    return Optional.of(new Claim((String) row[0], new ConnectionId((UUID) row[1])));
  }

  @Override
  public int forgetBefore(Instant instant) {
    return entities
        .createNativeQuery("delete from request_key where claimed_at < ?1")
        .setParameter(1, instant)
        .executeUpdate();
  }
}
