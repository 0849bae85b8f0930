package io.trailbridge.integration.connection.db;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.integration.connection.ConnectionStore.Position;
import io.trailbridge.integration.connection.ConnectionStore.Query;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The query of the list. In SQL, since its plan is what it is for: the comparison of the pair lets
 * PostgreSQL begin a page where the former one ended, by the index.
 */
record PageSql(String text, Map<String, Object> values) {

  static PageSql of(Query query) {
    StringBuilder text =
        new StringBuilder(
            "select * from connection where tenant_id = :tenant"
                + " and (deleted_at is null or deleted_at > :deleted)");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("tenant", query.tenant().value());
    values.put("deleted", query.deletedAfter());
    if (query.statuses().size() == 1) {
      text.append(" and status = :status");
      values.put("status", query.statuses().iterator().next().name());
    } else if (!query.statuses().isEmpty()) {
      text.append(" and status in (:statuses)");
      values.put("statuses", query.statuses().stream().map(ConnectionStatus::name).toList());
    }
    if (query.organization() != null) {
      text.append(" and organization = :organization");
      values.put("organization", query.organization());
    }
    if (query.text() != null) {
      text.append(" and search_text like :text escape '\\'");
      values.put("text", "%" + literal(query.text()) + "%");
    }
    Position after = query.after();
    if (after != null) {
      text.append(" and (created_at, id) < (:at, :id)");
      values.put("at", after.createdAt());
      values.put("id", after.id().value());
    }
    text.append(" order by created_at desc, id desc limit :limit");
    values.put("limit", query.limit());
    return new PageSql(text.toString(), values);
  }

  private static String literal(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replace("\\", "\\\\")
        .replace("%", "\\%")
        .replace("_", "\\_");
  }
}
