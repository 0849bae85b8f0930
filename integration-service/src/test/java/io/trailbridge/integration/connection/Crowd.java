package io.trailbridge.integration.connection;

import io.trailbridge.testbed.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Very many connections, copied row by row from one that came about as all do. */
public final class Crowd {
  private static final String COPY =
      """
      insert into connection
      select copy.* from connection c, generate_series(1, %2$d) n,
      lateral jsonb_populate_record(c, jsonb_build_object(
        'id', gen_random_uuid(),
        'tenant_id', %3$s,
        'account_id', (100000000000 + n)::text,
        'name', 'Account ' || n,
        'search_text', 'account ' || n || E'\\n' || (100000000000 + n)::text,
        'organization', n %% 7 = 0,
        'created_at', c.created_at - n * interval '1 second',
        'next_verify_at', now() + interval '1 day')) copy
      where c.id = '%1$s'
      """;

  private final Database database;

  public Crowd(Database database) {
    this.database = database;
  }

  /** So many more connections of the same tenant, in the state of this one. */
  public void ofItsTenant(String id, int count) throws SQLException {
    run(COPY.formatted(id, count, "c.tenant_id"));
  }

  /** So many of others, a hundred each. */
  public void ofOthers(String id, int count) throws SQLException {
    run(COPY.formatted(id, count, "c.tenant_id || '-' || n / 100"));
  }

  /** All of a tenant are to be verified now. */
  public void makeDue(String tenant) throws SQLException {
    run("update connection set next_verify_at = now() where tenant_id = '" + tenant + "'");
  }

  /** The planner learns of them, as autovacuum would tell it. */
  public void analyze() throws SQLException {
    run("analyze connection");
  }

  /** Forgets a tenant's connections, and those of the others beside it. */
  public void leave(String tenant) throws SQLException {
    run("delete from connection where tenant_id like '" + tenant + "%'");
  }

  /** What a query counts. */
  public long count(String query) throws SQLException {
    try (Connection connection = database.superuser("integration");
        Statement sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Whatever else is to be so. */
  public void run(String statement) throws SQLException {
    try (Connection connection = database.superuser("integration");
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
