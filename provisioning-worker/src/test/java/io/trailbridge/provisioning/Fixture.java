package io.trailbridge.provisioning;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.ConnectionSpec;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.provisioning.connection.domain.ResourceNames;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A connection as integration-service would know it.
 *
 * @param externalId what the role's trust policy asks for
 * @param resources which CloudTrail resources it uses
 * @param delivery whether a forwarder in the account posts its files
 * @param secretVersion of the forwarder's secret
 */
public record Fixture(
    ConnectionId id,
    AccountId account,
    AwsRegion region,
    boolean organization,
    Arn role,
    String externalId,
    Resources resources,
    Delivery delivery,
    int secretVersion) {
  public static final TenantId TENANT = new TenantId("acme");

  private static final AtomicLong ACCOUNTS = new AtomicLong(500_000_000_000L);

  private static final AtomicLong VERSIONS = new AtomicLong();

  /** In an account that nothing else uses. */
  public static Fixture anywhere() {
    return anywhere(false);
  }

  /** In an account, or an organization's management account, that nothing else uses. */
  public static Fixture anywhere(boolean organization) {
    return in(Long.toString(ACCOUNTS.incrementAndGet()), organization);
  }

  public static Fixture in(String account, boolean organization) {
    ConnectionId id = new ConnectionId(UUID.randomUUID());
    return new Fixture(
        id,
        new AccountId(account),
        new AwsRegion("eu-central-1"),
        organization,
        Arn.of(Partition.AWS, "iam", "", account, "role/trailbridge-" + id.hex() + "-access"),
        "external-" + id.hex(),
        new Resources.New(null, 90),
        Delivery.PULL,
        1);
  }

  /** In an account of another partition that nothing else uses. */
  public static Fixture anywhere(Partition partition, String region) {
    Fixture here = anywhere();
    return here.at(region)
        .by(Arn.of(partition, "iam", "", here.account().value(), here.role().resource()));
  }

  /** The one that the access role stands in. */
  public Partition partition() {
    return Partition.of(role.partition());
  }

  /** The same connection in another region. */
  public Fixture at(String other) {
    return new Fixture(
        id,
        account,
        new AwsRegion(other),
        organization,
        role,
        externalId,
        resources,
        delivery,
        secretVersion);
  }

  /** The same connection for its account alone, which manages an organization. */
  public Fixture alone() {
    return new Fixture(
        id, account, region, false, role, externalId, resources, delivery, secretVersion);
  }

  /** The same connection by a role of another account. */
  public Fixture by(Arn other) {
    return new Fixture(
        id, account, region, organization, other, externalId, resources, delivery, secretVersion);
  }

  /** The same connection on other resources. */
  public Fixture using(Resources other) {
    return new Fixture(
        id, account, region, organization, role, externalId, other, delivery, secretVersion);
  }

  /** The same connection by a forwarder in its account. */
  public Fixture pushing() {
    return secret(Delivery.PUSH, secretVersion);
  }

  /** The same connection with another version of the forwarder's secret. */
  public Fixture withSecret(int version) {
    return secret(delivery, version);
  }

  private Fixture secret(Delivery by, int version) {
    return new Fixture(id, account, region, organization, role, externalId, resources, by, version);
  }

  /** The forwarder's role, for PUSH alone. */
  public @Nullable Arn forwarderRole() {
    return delivery == Delivery.PULL
        ? null
        : Arn.of(partition(), "iam", "", account.value(), "role/" + names().name() + "-forwarder");
  }

  public ResourceNames names() {
    return new ResourceNames(id, partition(), account, region);
  }

  public String bucket() {
    return names().name();
  }

  public ConnectionSpec spec(Forwarding forwarding) {
    return new ConnectionSpec(
        partition(),
        account,
        region,
        organization,
        null,
        resources,
        delivery,
        forwarding,
        role,
        externalId,
        forwarderRole(),
        secretVersion);
  }

  public ConnectionState state(ConnectionStatus status, long generation, boolean provisioned) {
    return new ConnectionState(
        id,
        TENANT,
        status,
        status == ConnectionStatus.PAUSED ? Set.of(Hold.USER) : Set.of(),
        status == ConnectionStatus.PAUSED ? Instant.now() : null,
        generation,
        VERSIONS.incrementAndGet(),
        partition(),
        account,
        region,
        organization,
        null,
        null,
        delivery,
        secretVersion,
        role,
        externalId,
        provisioned ? List.of(names().topicArn()) : List.of(),
        provisioned ? bucket() : null,
        null,
        null);
  }
}
