package io.trailbridge.integration.connection.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** When an event of a connection last came out; written by SQL alone. */
@Entity
@Table(name = "connection_last_event")
@SuppressWarnings("NullAway.Init")
class LastEventRow {
  @Id
  @Column(name = "connection_id")
  UUID connectionId;

  @Column(name = "last_event_at")
  Instant lastEventAt;
}
