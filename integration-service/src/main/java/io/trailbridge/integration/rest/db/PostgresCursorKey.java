package io.trailbridge.integration.rest.db;

import io.trailbridge.integration.rest.CursorKey;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** The key that the migration made. */
@ApplicationScoped
class PostgresCursorKey implements CursorKey {
  private final Transactions transactions;
  private final EntityManager entities;

  PostgresCursorKey(Transactions transactions, EntityManager entities) {
    this.transactions = transactions;
    this.entities = entities;
  }

  @Override
  public byte[] bytes() {
    return transactions.asSystem(
        "key of cursors",
        () ->
            (byte[])
                entities
                    .createNativeQuery("select key from cursor_key", byte[].class)
                    .getSingleResult());
  }
}
