package io.trailbridge.integration.connection.db;

import com.fasterxml.jackson.core.type.TypeReference;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.domain.Access;
import io.trailbridge.integration.connection.domain.Condition;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Gap;
import io.trailbridge.integration.connection.domain.Holds;
import io.trailbridge.integration.connection.domain.Lifecycle;
import io.trailbridge.integration.connection.domain.Observed;
import io.trailbridge.integration.connection.domain.Removal;
import io.trailbridge.integration.connection.domain.Wish;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A connection as it stands in the table. Its version is the facts' own: each save is one more, and
 * the database refuses to go on from any other.
 */
@Entity
@Table(name = "connection")
@DynamicUpdate
@SuppressWarnings("NullAway.Init")
class ConnectionRow {
  private static final TypeReference<List<AccountId>> ACCOUNTS = new TypeReference<>() {};
  private static final TypeReference<List<Gap>> GAPS = new TypeReference<>() {};

  @Id UUID id;

  @Version long version;

  @Column(name = "tenant_id", updatable = false)
  String tenantId;

  @Column(name = "account_id", updatable = false)
  String accountId;

  String name;
  String region;
  String partition;
  boolean organization;
  @Nullable String accounts;
  String resources;
  String trail;
  String delivery;

  @Column(name = "backfill_on_resume")
  boolean backfillOnResume;

  @Column(name = "external_id", updatable = false)
  String externalId;

  @Column(name = "access_role_arn")
  @Nullable String accessRoleArn;

  @Column(name = "forwarder_role_arn")
  @Nullable String forwarderRoleArn;

  @Column(name = "secret_version")
  int secretVersion;

  @Column(name = "secret_reported")
  int secretReported;

  String lifecycle;
  String status;
  boolean held;

  @Column(name = "held_by_license")
  boolean heldByLicense;

  String holds;
  String condition;
  String observed;

  String gaps;
  @Nullable String removal;
  long generation;

  @Column(name = "license_version")
  long licenseVersion;

  @Column(name = "search_text")
  String searchText;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  @Column(name = "deleted_at")
  @Nullable Instant deletedAt;

  @Column(name = "next_verify_at")
  @Nullable Instant nextVerifyAt;

  static ConnectionRow from(Connection connection) {
    ConnectionRow row = new ConnectionRow();
    row.id = connection.id().value();
    row.version = connection.version();
    row.tenantId = connection.tenantId().value();
    row.accountId = connection.accountId().value();
    row.externalId = connection.access().externalId();
    row.createdAt = connection.createdAt();
    row.take(connection);
    return row;
  }

  /** Everything that may change, but the version, which is Hibernate's to count. */
  void take(Connection connection) {
    Wish wish = connection.wish();
    name = wish.name();
    region = wish.region().value();
    partition = wish.partition().id();
    organization = wish.organization();
    accounts = wish.accounts() == null ? null : FactsJson.write(wish.accounts());
    resources = FactsJson.writeAs(Resources.class, wish.resources());
    trail = wish.trail();
    delivery = wish.delivery().name();
    backfillOnResume = wish.backfillOnResume();
    Access access = connection.access();
    accessRoleArn = text(access.accessRoleArn());
    forwarderRoleArn = text(access.forwarderRoleArn());
    secretVersion = access.secretVersion();
    secretReported = access.secretReported();
    lifecycle = connection.lifecycle().name();
    status = connection.status().name();
    held = !connection.holds().isEmpty();
    heldByLicense = connection.holds().has(Hold.LICENSE);
    holds = FactsJson.write(connection.holds());
    condition = FactsJson.write(connection.condition());
    observed = FactsJson.write(connection.observed());
    gaps = FactsJson.write(connection.gaps());
    removal = connection.removal() == null ? null : FactsJson.write(connection.removal());
    generation = connection.generation();
    licenseVersion = connection.licenseVersion();
    searchText = connection.searchText();
    updatedAt = connection.updatedAt();
    deletedAt = connection.deletedAt();
  }

  /** The usual time, but sooner while a verification is in doubt. */
  void scheduleVerification(Connection connection, Duration interval, Duration recheck) {
    Condition is = connection.condition();
    boolean inDoubt =
        (is.failures() > 0 && is.health() != Health.LOST)
            || (is.successes() > 0 && is.health() == Health.LOST);
    Instant latest = connection.updatedAt().plus(inDoubt ? recheck : interval);
    if (nextVerifyAt == null || nextVerifyAt.isAfter(latest)) {
      nextVerifyAt = latest;
    }
  }

  Connection toState() {
    return new Connection(
        new ConnectionId(id),
        new TenantId(tenantId),
        new AccountId(accountId),
        new Wish(
            name,
            new AwsRegion(region),
            organization,
            accounts == null ? null : FactsJson.read(accounts, ACCOUNTS),
            FactsJson.read(resources, Resources.class),
            Delivery.valueOf(delivery),
            backfillOnResume),
        new Access(
            externalId, arn(accessRoleArn), arn(forwarderRoleArn), secretVersion, secretReported),
        Lifecycle.valueOf(lifecycle),
        FactsJson.read(holds, Holds.class),
        FactsJson.read(condition, Condition.class),
        FactsJson.read(observed, Observed.class),
        FactsJson.read(gaps, GAPS),
        removal == null ? null : FactsJson.read(removal, Removal.class),
        generation,
        licenseVersion,
        version,
        createdAt,
        updatedAt,
        deletedAt);
  }

  private static @Nullable String text(@Nullable Arn arn) {
    return arn == null ? null : arn.value();
  }

  private static @Nullable Arn arn(@Nullable String value) {
    return value == null ? null : new Arn(value);
  }
}
