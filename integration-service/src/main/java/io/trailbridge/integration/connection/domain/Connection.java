package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a connection between a tenant and an AWS account. Its status is never stored as a
 * truth of its own: {@link #status()} derives it.
 *
 * @param generation counts the changes of what we want in AWS
 * @param licenseVersion of the newest licence event that was applied to it
 * @param version counts the changes of these facts, from 1; the state's version on Kafka too
 * @param deletedAt null unless deleted
 */
public record Connection(
    ConnectionId id,
    TenantId tenantId,
    AccountId accountId,
    Wish wish,
    Access access,
    Lifecycle lifecycle,
    Holds holds,
    Condition condition,
    Observed observed,
    List<Gap> gaps,
    @Nullable Removal removal,
    long generation,
    long licenseVersion,
    long version,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant deletedAt) {

  /** Keeps its own copies of the lists. */
  public Connection {
    gaps = List.copyOf(gaps);
  }

  /**
   * A new one, {@code PENDING}.
   *
   * @param externalId 128 random bits or more
   * @param licenseVersion of the licence that allows it
   */
  public static Connection create(
      ConnectionId id,
      TenantId tenantId,
      AccountId accountId,
      Wish wish,
      String externalId,
      long licenseVersion,
      Instant now) {
    return new Connection(
        id,
        tenantId,
        accountId,
        wish,
        new Access(externalId, null, null, 1, 0),
        Lifecycle.PENDING,
        Holds.NONE,
        Condition.UNKNOWN,
        Observed.NOTHING,
        List.of(),
        null,
        0,
        licenseVersion,
        1,
        now,
        now,
        null);
  }

  /** What people see: a function of the facts. */
  public ConnectionStatus status() {
    return switch (lifecycle) {
      case DELETED -> ConnectionStatus.DELETED;
      case DELETING -> ConnectionStatus.DELETING;
      case PENDING -> ConnectionStatus.PENDING;
      case PROVISIONING -> ConnectionStatus.PROVISIONING;
      case PROVISIONED -> {
        if (!holds.isEmpty()) {
          yield ConnectionStatus.PAUSED;
        }
        yield condition.health() == Health.LOST
            ? ConnectionStatus.DISCONNECTED
            : ConnectionStatus.ACTIVE;
      }
    };
  }

  /** What the user may do now; the one table for API, console and tests. */
  public List<Action> actions() {
    return switch (status()) {
      case PENDING -> List.of(Action.SETUP, Action.EDIT, Action.DELETE);
      case PROVISIONING, DELETING -> List.of(Action.DELETE);
      case ACTIVE ->
          List.of(
              Action.EDIT,
              Action.PAUSE,
              Action.VERIFY,
              Action.BACKFILL,
              Action.SETUP,
              Action.DELETE);
      case PAUSED ->
          holds.has(Hold.USER)
              ? List.of(Action.EDIT, Action.RESUME, Action.DELETE)
              : List.of(Action.EDIT, Action.PAUSE, Action.DELETE);
      case DISCONNECTED ->
          List.of(Action.EDIT, Action.PAUSE, Action.VERIFY, Action.SETUP, Action.DELETE);
      case DELETED -> List.of();
    };
  }

  /** Whether our subscription is wished for. */
  public Forwarding forwarding() {
    return holds.isEmpty() ? Forwarding.ON : Forwarding.OFF;
  }

  /** What a search looks in, lower case: name, account and every ARN that it uses, a line each. */
  public String searchText() {
    Stream<@Nullable Arn> roles = Stream.of(access.accessRoleArn(), access.forwarderRoleArn());
    Stream<@Nullable Arn> asked =
        switch (wish.resources()) {
          case Resources.New it -> Stream.of(it.kmsKeyArn());
          case Resources.Existing it -> Stream.of(it.trailArn(), it.topicArn(), it.kmsKeyArn());
        };
    Stream<Arn> used = observed.inventory().stream().map(InventoryItem::arn);
    return Stream.concat(
            Stream.of(wish.name(), accountId.value()),
            Stream.of(asked, roles, used)
                .flatMap(Function.identity())
                .filter(Objects::nonNull)
                .distinct()
                .map(Arn::value))
        .collect(Collectors.joining("\n"))
        .toLowerCase(Locale.ROOT);
  }

  /** Whether the customer's script ever made the roles: only then is there something to remove. */
  public boolean wasSetUp() {
    return access.accessRoleArn() != null;
  }
}
