package io.trailbridge.integration.connection.db;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.connection.VerificationStore;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Verification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Optional;

/** A row a connection, overwritten in place. */
@ApplicationScoped
class PostgresVerificationStore implements VerificationStore {
  private final EntityManager entities;

  PostgresVerificationStore(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Verification find(ConnectionId id) {
    return Optional.ofNullable(entities.find(VerificationRow.class, id.value()))
        .map(VerificationRow::toState)
        .orElse(Verification.NONE);
  }

  @Override
  public void save(Connection connection, Verification verification) {
    VerificationRow row = entities.find(VerificationRow.class, connection.id().value());
    if (row == null) {
      entities.persist(VerificationRow.from(connection, verification));
    } else {
      row.take(verification);
    }
    entities.flush();
  }
}
