package io.trailbridge.integration.ops.db;

/**
 * What the census asks for. Each list walks an index in its order and stops at its limit; the count
 * reads an index alone: however many connections there are, none of their rows is read for it.
 */
final class CensusSql {
  static final String BY_STATUS = "select status, count(*) from connection group by status";

  /** The index's own condition, and how long those may take who are on their way. */
  static final String IN_TROUBLE =
      "select id, tenant_id, status, updated_at from connection"
          + " where deleted_at is null and (status = 'DISCONNECTED'"
          + " or (status = 'PENDING' and access_role_arn is not null)"
          + " or (status in ('PROVISIONING', 'DELETING') and updated_at < ?1))"
          + " order by updated_at limit ?2";

  static final String EXPIRING =
      "select tenant_id, valid_until from license where valid"
          + " and valid_until >= ?1 and valid_until < ?2 order by valid_until limit ?3";

  static final String SLOWEST =
      "select connection_id, tenant_id, at, set_up_millis from run"
          + " where set_up_millis is not null and at >= ?1"
          + " order by set_up_millis desc limit ?2";

  static final String SLOWEST_CALLS =
      "select call_service, call_operation, call_millis, connection_id, tenant_id, at from run"
          + " where call_millis is not null and at >= ?1 order by call_millis desc limit ?2";

  private CensusSql() {}
}
