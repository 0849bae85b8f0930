package io.trailbridge.testbed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the outbox that a connector reads, as a service's migration makes them, without
 * partitions and policies.
 */
final class OutboxTable implements AutoCloseable {

  private final Connection owner;

  private OutboxTable(Connection owner) {
    this.owner = owner;
  }

  static OutboxTable of(Database database, String service) throws SQLException {
    var owner = service + "_owner";
    return new OutboxTable(DriverManager.getConnection(database.jdbcUrl(service), owner, owner));
  }

  OutboxTable create() throws SQLException {
    try (var statement = owner.createStatement()) {
      statement.execute(
          """
          create table if not exists outbox (
            id uuid not null,
            at timestamptz not null,
            aggregatetype text not null,
            aggregateid text not null,
            type text not null,
            source text not null,
            subject text,
            specversion text not null default '1.0',
            content_type text not null default 'application/json',
            payload text,
            stored_at timestamptz not null default clock_timestamp(),
            primary key (id, stored_at)
          ) partition by range (stored_at);
          create table if not exists outbox_all partition of outbox default;
          drop publication if exists outbox;
          create publication outbox for table outbox with (publish = 'insert', publish_via_partition_root = true);
          """);
    }
    return this;
  }

  void insert(UUID id, String topic, String key, @Nullable String payload) throws SQLException {
    var sql =
        """
        insert into outbox (id, at, aggregatetype, aggregateid, type, source, subject, payload)
        values (?, timestamptz '2026-11-23T16:34:28.110505Z', ?, ?, 'io.trailbridge.Example.v1', '/trailbridge/test', null, ?)
        """;
    try (var statement = owner.prepareStatement(sql)) {
      statement.setObject(1, id);
      statement.setString(2, topic);
      statement.setString(3, key);
      statement.setString(4, payload);
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    owner.close();
  }
}
