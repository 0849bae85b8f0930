package io.trailbridge.integration.connection.db;

import com.fasterxml.jackson.core.type.TypeReference;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Verification;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The newest verification of a connection; written while the connection is locked. */
@Entity
@Table(name = "verification")
@SuppressWarnings("NullAway.Init")
class VerificationRow {
  private static final TypeReference<List<Check>> CHECKS = new TypeReference<>() {};

  @Id
  @Column(name = "connection_id")
  UUID connectionId;

  @Column(name = "tenant_id", updatable = false)
  String tenantId;

  String health;
  String checks;

  @Column(name = "verified_at")
  @Nullable Instant verifiedAt;

  @Column(name = "good_at")
  @Nullable Instant goodAt;

  @Column(name = "last_delivery_at")
  @Nullable Instant lastDeliveryAt;

  static VerificationRow from(Connection connection, Verification verification) {
    VerificationRow row = new VerificationRow();
    row.connectionId = connection.id().value();
    row.tenantId = connection.tenantId().value();
    row.take(verification);
    return row;
  }

  void take(Verification verification) {
    health = verification.health().name();
    checks = FactsJson.write(verification.checks());
    verifiedAt = verification.verifiedAt();
    goodAt = verification.goodAt();
    lastDeliveryAt = verification.lastDeliveryAt();
  }

  Verification toState() {
    return new Verification(
        Health.valueOf(health), FactsJson.read(checks, CHECKS), verifiedAt, goodAt, lastDeliveryAt);
  }
}
