package io.trailbridge.integration.connection.db;

import io.trailbridge.integration.connection.BackfillStore.Progress;
import io.trailbridge.integration.connection.domain.BackfillPlan;
import io.trailbridge.integration.connection.domain.Connection;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** How far the fetch of a gap is; changed under a lock alone. */
@Entity
@Table(name = "backfill")
@SuppressWarnings("NullAway.Init")
class BackfillRow {
  @Id
  @Column(name = "gap_id")
  UUID gapId;

  @Column(name = "connection_id")
  UUID connectionId;

  @Column(name = "tenant_id")
  String tenantId;

  String plan;
  long sent;
  long done;
  long objects;
  long failed;

  static BackfillRow from(Connection connection, BackfillPlan plan, long sent) {
    BackfillRow row = new BackfillRow();
    row.gapId = plan.gapId().value();
    row.connectionId = connection.id().value();
    row.tenantId = connection.tenantId().value();
    row.plan = FactsJson.write(plan);
    row.sent = sent;
    return row;
  }

  Progress toState() {
    return new Progress(FactsJson.read(plan, BackfillPlan.class), sent, done, objects, failed);
  }
}
