package io.trailbridge.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are sent if, and only if, the current transaction commits: rows of the table {@code
 * outbox}, which Debezium publishes. Each method needs a transaction of {@link Transactions}.
 */
@ApplicationScoped
public class Outbox {
  private static final String INSERT =
      "insert into outbox (id, aggregatetype, aggregateid, type, source, subject, at, payload)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String REPUBLISH =
      """
      insert into outbox
        (id, aggregatetype, aggregateid, type, source, subject, at, payload, tenant_id)
      select id, aggregatetype, aggregateid, type, source, subject, at, payload, tenant_id
      from (select distinct on (id) * from outbox
            where stored_at >= ? and stored_at < ? order by id, stored_at) as first
      order by stored_at
      """;

  private final Instance<DataSource> dataSource;
  private final String source;

  Outbox(
      Instance<DataSource> dataSource,
      @ConfigProperty(
              name = "trailbridge.messaging.source",
              defaultValue = "/trailbridge/${quarkus.application.name}")
          String source) {
    this.dataSource = dataSource;
    this.source = source;
  }

  /**
   * Sends a message; its subject is the key.
   *
   * @param topic one that the service may write to, out of {@code Topics}
   * @param key decides the partition, and with it what keeps its order
   * @param message a record of {@code contracts} that {@link WireFormat} knows
   * @param at when it happened; becomes {@code ce_time}
   * @return the message's id, {@code ce_id}
   */
  public UUID publish(String topic, String key, Record message, Instant at) {
    return publish(topic, key, message, key, at);
  }

  /** As {@link #publish(String, String, Record, Instant)}, with a subject of its own or none. */
  public UUID publish(
      String topic, String key, Record message, @Nullable String subject, Instant at) {
    UUID id = UUID.randomUUID();
    insert(List.of(new Entry(id, topic, key, message.getClass(), message, subject, at)));
    return id;
  }

  /** Sends many messages in one round trip; the subject of each is its key. */
  public void publishAll(List<Outgoing> messages) {
    insert(
        messages.stream()
            .map(
                it ->
                    new Entry(
                        UUID.randomUUID(),
                        it.topic(),
                        it.key(),
                        it.message().getClass(),
                        it.message(),
                        it.key(),
                        it.at()))
            .toList());
  }

  /**
   * Sends a tombstone, which removes the key from a compacted topic.
   *
   * @param type of the message that is taken back
   */
  public UUID retract(String topic, String key, Class<? extends Record> type, Instant at) {
    UUID id = UUID.randomUUID();
    insert(List.of(new Entry(id, topic, key, type, null, key, at)));
    return id;
  }

  /**
   * Sends what was stored in an interval once more, in its order and with its ids, so that
   * consumers that had it tell the repetition. For a replication slot that was lost with rows
   * unsent; needs {@code asSystem}.
   *
   * @param from inclusive, by the database's clock
   * @param to exclusive
   * @return how many messages
   */
  public int republish(Instant from, Instant to) {
    try (Connection connection = dataSource.get().getConnection();
        PreparedStatement insert = connection.prepareStatement(REPUBLISH)) {
      insert.setObject(1, from.atOffset(ZoneOffset.UTC));
      insert.setObject(2, to.atOffset(ZoneOffset.UTC));
      return insert.executeUpdate();
    } catch (SQLException e) {
      throw new DatabaseFailure("outbox", e);
    }
  }

  private void insert(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    try (Connection connection = dataSource.get().getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Entry entry : entries) {
        entry.bind(insert, source);
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new DatabaseFailure("outbox", e);
    }
  }

  /** One of several messages for {@link #publishAll(List)}. */
  public record Outgoing(String topic, String key, Record message, Instant at) {}

  private record Entry(
      UUID id,
      String topic,
      String key,
      Class<? extends Record> type,
      @Nullable Record message,
      @Nullable String subject,
      Instant at) {

    void bind(PreparedStatement insert, String source) throws SQLException {
      insert.setObject(1, id);
      insert.setString(2, topic);
      insert.setString(3, key);
      insert.setString(4, WireFormat.typeOf(type));
      insert.setString(5, source);
      insert.setString(6, subject);
      insert.setObject(7, at.atOffset(ZoneOffset.UTC));
      insert.setString(8, message == null ? null : WireFormat.json(message));
    }
  }
}
