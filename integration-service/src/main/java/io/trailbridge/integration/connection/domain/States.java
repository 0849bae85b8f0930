package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the other services are told of a connection. */
public final class States {
  private States() {}

  /** The whole state as {@code connection.state} carries it. */
  public static ConnectionState of(Connection c) {
    Wish wish = c.wish();
    String bucket = bucketPath(c);
    return new ConnectionState(
        c.id(),
        c.tenantId(),
        c.status(),
        c.holds().kinds(),
        c.holds().heldSince(),
        c.generation(),
        c.version(),
        wish.partition(),
        c.accountId(),
        wish.region(),
        wish.organization(),
        c.observed().organizationId(),
        wish.accounts(),
        wish.delivery(),
        c.access().secretVersion(),
        c.access().accessRoleArn(),
        c.wasSetUp() ? c.access().externalId() : null,
        topics(c),
        bucket == null ? null : bucket.split("/", 2)[0],
        bucketAccount(wish.resources()),
        prefix(bucket));
  }

  private static List<Arn> topics(Connection c) {
    return c.observed().inventory().stream()
        .filter(item -> item.kind() == ResourceKind.TOPIC)
        .map(InventoryItem::arn)
        .toList();
  }

  private static @Nullable String bucketPath(Connection c) {
    return c.observed().inventory().stream()
        .filter(item -> item.kind() == ResourceKind.BUCKET)
        .map(item -> item.arn().resource())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String prefix(@Nullable String bucketPath) {
    if (bucketPath == null) {
      return null;
    }
    int slash = bucketPath.indexOf('/');
    return slash < 0 || slash == bucketPath.length() - 1 ? null : bucketPath.substring(slash + 1);
  }

  private static @Nullable AccountId bucketAccount(Resources resources) {
    return switch (resources) {
      case Resources.New _ -> null;
      case Resources.Existing existing -> existing.bucketAccountId();
    };
  }
}
