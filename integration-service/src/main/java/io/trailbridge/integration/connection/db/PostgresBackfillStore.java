package io.trailbridge.integration.connection.db;

import io.trailbridge.contracts.provisioning.ProvisioningResult.BackfillFinished;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.integration.connection.BackfillStore;
import io.trailbridge.integration.connection.domain.BackfillPlan;
import io.trailbridge.integration.connection.domain.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches in PostgreSQL: a row each, and one for each slice that is done. */
@ApplicationScoped
class PostgresBackfillStore implements BackfillStore {
  private final EntityManager entities;

  PostgresBackfillStore(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public void begin(Connection connection, BackfillPlan plan, long sent) {
    entities.persist(BackfillRow.from(connection, plan, sent));
    entities.flush();
  }

  @Override
  public Optional<Progress> finish(BackfillFinished slice) {
    BackfillRow row = locked(slice.gapId());
    if (row == null || !row.connectionId.equals(slice.connectionId().value())) {
      return Optional.empty();
    }
    int fresh =
        entities
            .createNativeQuery(
                "insert into backfill_slice (gap_id, tenant_id, account, region, from_at)"
                    + " values (?1, ?2, ?3, ?4, ?5) on conflict do nothing")
            .setParameter(1, row.gapId)
            .setParameter(2, row.tenantId)
            .setParameter(3, slice.account().value())
            .setParameter(4, slice.logRegion().value())
            .setParameter(5, slice.from())
            .executeUpdate();
    if (fresh == 0) {
      return Optional.empty();
    }
    row.done++;
    row.objects += slice.objects();
    row.failed += slice.failed();
    entities.flush();
    return Optional.of(row.toState());
  }

  @Override
  public void sent(GapId gapId, long sent) {
    BackfillRow row = locked(gapId);
    if (row != null) {
      row.sent = sent;
      entities.flush();
    }
  }

  @Override
  public Map<GapId, Progress> progress(Collection<GapId> gaps) {
    if (gaps.isEmpty()) {
      return Map.of();
    }
    Map<GapId, Progress> progress = new HashMap<>();
    entities
        .createQuery("from BackfillRow where gapId in ?1", BackfillRow.class)
        .setParameter(1, gaps.stream().map(GapId::value).toList())
        .getResultList()
        .forEach(row -> progress.put(new GapId(row.gapId), row.toState()));
    return progress;
  }

  private @Nullable BackfillRow locked(GapId gap) {
    return entities.find(BackfillRow.class, gap.value(), LockModeType.PESSIMISTIC_WRITE);
  }
}
