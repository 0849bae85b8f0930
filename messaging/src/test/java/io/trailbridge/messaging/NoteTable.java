package io.trailbridge.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Plain SQL inside whatever transaction is open, as a service's db door would run it. */
@ApplicationScoped
public class NoteTable {
  private final DataSource dataSource;

  NoteTable(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  int update(String sql, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = bound(connection, sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new SqlRefused(e);
    }
  }

  List<String> query(String sql, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = bound(connection, sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new SqlRefused(e);
    }
  }

  private static PreparedStatement bound(Connection connection, String sql, Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  /** The database said no. */
  static final class SqlRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SqlRefused(SQLException cause) {
      super(cause);
    }
  }
}
