package io.trailbridge.messaging;

import java.sql.SQLException;

/** SQL of the outbox or the inbox failed; the transaction is rolled back. */
final class DatabaseFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseFailure(String table, SQLException cause) {
    super("the " + table + " refused: SQLSTATE " + cause.getSQLState(), cause);
  }
}
