package io.trailbridge.testbed;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The place in a database's log up to which its outbox is published, seen as the relay's role sees
 * it.
 */
record Slot(Connector connector) {

  /**
   * What keeps the engine from beginning: the service has not migrated its database yet, or another
   * relay holds the slot. The session of one that was killed may hold it for a moment longer. Null
   * where nothing does.
   */
  @Nullable String obstacle() {
    var sql =
        """
        select case
          when not exists (select from pg_publication where pubname = ?) then 'no publication'
          when exists (select from pg_replication_slots where slot_name = ? and active) then 'slot is taken'
        end
        """;
    try (var connection =
            DriverManager.getConnection(
                url(), connector.get("database.user"), connector.get("database.password"));
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, connector.get("publication.name"));
      statement.setString(2, connector.get("slot.name"));
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    } catch (SQLException e) {
      return e.getMessage();
    }
  }

  private String url() {
    return "jdbc:postgresql://%s:%s/%s?connectTimeout=5&socketTimeout=10"
        .formatted(
            connector.get("database.hostname"),
            connector.get("database.port"),
            connector.get("database.dbname"));
  }
}
