package io.trailbridge.contracts.connection;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages of {@code trailbridge.connection.state}. */
public sealed interface ConnectionStateMessage {

  /**
   * All that others need to know of a connection; the newest one of a key counts. A tombstone
   * follows 40 days after DELETED.
   *
   * @param holds why it is paused; empty where it is not
   * @param heldSince since when it is held without a break; absent where it is not
   * @param generation counts the changes of the wish; commands of an older one are stale
   * @param stateVersion only grows; decides which of two states is newer
   * @param organizationId such as {@code o-exampleorgid}, once the worker knows it
   * @param accounts the member accounts whose records are wanted; absent: all
   * @param secretVersion of the forwarder secret that is valid now; the former one holds until the
   *     worker reports this one
   * @param accessRoleArn the role in the customer's account; absent before the set-up
   * @param externalId what AssumeRole must carry; absent before the set-up
   * @param topicArns topics that may notify the intake for this connection
   * @param bucket where CloudTrail writes, once known
   * @param bucketAccountId the bucket's owner where it is not the connection's account
   * @param keyPrefix what stands before {@code AWSLogs/} in the bucket; absent: nothing
   */
  record ConnectionState(
      ConnectionId connectionId,
      TenantId tenantId,
      ConnectionStatus status,
      Set<Hold> holds,
      @Nullable Instant heldSince,
      long generation,
      long stateVersion,
      Partition partition,
      AccountId accountId,
      AwsRegion region,
      boolean organization,
      @Nullable String organizationId,
      @Nullable List<AccountId> accounts,
      Delivery delivery,
      int secretVersion,
      @Nullable Arn accessRoleArn,
      @Nullable String externalId,
      List<Arn> topicArns,
      @Nullable String bucket,
      @Nullable AccountId bucketAccountId,
      @Nullable String keyPrefix)
      implements ConnectionStateMessage {

    /** Absent collections mean none; {@code accounts} alone may be absent for all. */
    public ConnectionState {
      // In the enum's order, so that one set is always written one way.
      holds =
          holds == null || holds.isEmpty()
              ? Set.of()
              : Collections.unmodifiableSet(EnumSet.copyOf(holds));
      accounts = accounts == null ? null : List.copyOf(accounts);
      topicArns = topicArns == null ? List.of() : List.copyOf(topicArns);
    }
  }
}
