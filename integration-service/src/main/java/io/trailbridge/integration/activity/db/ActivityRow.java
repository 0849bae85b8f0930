package io.trailbridge.integration.activity.db;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.activity.domain.Activity;
import io.trailbridge.integration.activity.domain.ActorKind;
import io.trailbridge.integration.caller.domain.By;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A line of the history as it stands in the table. */
@Entity
@Immutable
@Table(name = "activity")
@SuppressWarnings("NullAway.Init")
class ActivityRow {
  @Id Long number;

  @Column(name = "connection_id")
  UUID connectionId;

  @Column(name = "tenant_id")
  String tenantId;

  Instant at;
  String actor;

  @Column(name = "actor_kind")
  String actorKind;

  @Column(name = "request_id")
  @Nullable String requestId;

  String action;

  @Column(name = "from_status")
  @Nullable String fromStatus;

  @Column(name = "to_status")
  String toStatus;

  @Nullable String reason;

  Activity toState() {
    return new Activity(
        new TenantId(tenantId),
        new ConnectionId(connectionId),
        at,
        ActorKind.valueOf(actorKind),
        new By(actor, requestId),
        action,
        fromStatus == null ? null : ConnectionStatus.valueOf(fromStatus),
        ConnectionStatus.valueOf(toStatus),
        reason);
  }
}
