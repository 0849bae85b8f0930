package io.trailbridge.integration.activity;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the history. */
@ApplicationScoped
public class Activities {
  private final Transactions transactions;
  private final ActivityLog log;

  Activities(Transactions transactions, ActivityLog log) {
    this.transactions = transactions;
    this.log = log;
  }

  /** As {@link ActivityLog#page}; a connection without any line is none of the tenant's. */
  public List<ActivityLog.Line> page(
      TenantId tenant, ConnectionId connection, @Nullable Long before, int limit) {
    return transactions.asTenant(tenant, () -> log.page(connection, before, limit));
  }
}
