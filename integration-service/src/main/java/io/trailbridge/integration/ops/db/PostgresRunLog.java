package io.trailbridge.integration.ops.db;

import io.trailbridge.contracts.provisioning.AwsCall;
import io.trailbridge.integration.ops.Run;
import io.trailbridge.integration.ops.RunLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;

/** A row a run. */
@ApplicationScoped
class PostgresRunLog implements RunLog {
  private final EntityManager entities;

  PostgresRunLog(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public void append(Run run, boolean endsSetUp) {
    AwsCall slowest = run.slowest();
    entities
        .createNativeQuery(
            "insert into run (connection_id, tenant_id, at, calls, millis, call_service,"
                + " call_operation, call_millis, set_up_millis) values (?1, ?2, ?3, ?4, ?5,"
                + " cast(?6 as text), cast(?7 as text), cast(?8 as bigint), case when ?9 then"
                + " (select cast(extract(epoch from cast(?3 as timestamptz) - begun.at) * 1000"
                + "    as bigint) from activity begun where begun.connection_id = ?1"
                + "    and begun.action = 'setup-completed' order by begun.number desc limit 1)"
                + " end)")
        .setParameter(1, run.connection().value())
        .setParameter(2, run.tenant().value())
        .setParameter(3, run.at())
        .setParameter(4, run.calls())
        .setParameter(5, run.took().toMillis())
        .setParameter(6, slowest == null ? null : slowest.service())
        .setParameter(7, slowest == null ? null : slowest.operation())
        .setParameter(8, slowest == null ? null : slowest.millis())
        .setParameter(9, endsSetUp)
        .executeUpdate();
  }

  @Override
  public int forgetBefore(Instant instant) {
    return entities
        .createNativeQuery("delete from run where at < ?1")
        .setParameter(1, instant)
        .executeUpdate();
  }
}
