package io.trailbridge.messaging;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.trailbridge.contracts.shared.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The only two ways into the database. The login owns nothing and may do nothing; each transaction
 * first takes a role: {@code <service>_app}, which row-level security binds to one tenant, or
 * {@code <service>_system}, which sees all. SQL outside of both fails. Role and tenant end with the
 * transaction, so a pooled connection carries nothing over.
 */
@ApplicationScoped
public class Transactions {
  private static final Logger LOG = Logger.getLogger(Transactions.class);

  private final Instance<DataSource> dataSource;
  private final Optional<String> service;

  /** The data source is asked for late: services without a database carry this class unused. */
  Transactions(
      Instance<DataSource> dataSource,
      @ConfigProperty(name = "trailbridge.database.service") Optional<String> service) {
    this.dataSource = dataSource;
    this.service = service;
  }

  /** Runs {@code work} in a transaction of its own that sees and writes one tenant's rows alone. */
  public <T extends @Nullable Object> T asTenant(TenantId tenant, Supplier<T> work) {
    return in("app", tenant.value(), work);
  }

  /** As {@link #asTenant(TenantId, Supplier)}, without a result. */
  public void asTenant(TenantId tenant, Runnable work) {
    asTenant(tenant, supplying(work));
  }

  /**
   * Runs {@code work} in a transaction of its own that sees all tenants. For doors that speak for
   * no tenant: consumers, timers, one-time tokens, the operators' view.
   *
   * @param reason why all tenants must be seen, a constant; stands in the log at debug level
   */
  public <T extends @Nullable Object> T asSystem(String reason, Supplier<T> work) {
    LOG.debugf("System transaction reason=%s", reason);
    return in("system", "", work);
  }

  /** As {@link #asSystem(String, Supplier)}, without a result. */
  public void asSystem(String reason, Runnable work) {
    asSystem(reason, supplying(work));
  }

  private <T extends @Nullable Object> T in(String role, String tenant, Supplier<T> work) {
    if (QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
      throw new IllegalStateException(
          "a transaction is open already: asTenant and asSystem do not nest,"
              + " and do not stand inside @Transactional");
    }
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              become(role, tenant);
              return work.get();
            });
  }

  private void become(String role, String tenant) throws SQLException {
    String name =
        service.orElseThrow(
                () -> new IllegalStateException("trailbridge.database.service is not set"))
            + "_"
            + role;
    // One round trip; the third argument lets both end with the transaction.
    try (Connection connection = dataSource.get().getConnection();
        PreparedStatement set =
            connection.prepareStatement(
                "select set_config('role', ?, true), set_config('app.tenant', ?, true)")) {
      set.setString(1, name);
      set.setString(2, tenant);
      set.execute();
    }
  }

  private static Supplier<@Nullable Void> supplying(Runnable work) {
    return () -> {
      work.run();
      return null;
    };
  }
}
