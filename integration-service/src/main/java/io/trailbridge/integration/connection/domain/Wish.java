package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.Partition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user asks for and may edit; {@link Proposal} is the way to a valid one.
 *
 * @param accounts the member accounts whose records are wanted, sorted; null: all
 */
public record Wish(
    String name,
    AwsRegion region,
    boolean organization,
    @Nullable List<AccountId> accounts,
    Resources resources,
    Delivery delivery,
    boolean backfillOnResume) {

  /** Keeps its own copy of the accounts. */
  public Wish {
    accounts = accounts == null ? null : List.copyOf(accounts);
  }

  /** The region's. */
  public Partition partition() {
    return region.partition();
  }

  /** What tells connections of one account and region apart; NEW counts as one trail. */
  public String trail() {
    return switch (resources) {
      case Resources.New _ -> "NEW";
      case Resources.Existing existing -> existing.trailArn().value();
    };
  }

  /** Whether both ask for the same in AWS, so that nothing but our own facts differ. */
  boolean sameInAws(Wish other) {
    return region.equals(other.region)
        && organization == other.organization
        && resources.equals(other.resources)
        && delivery == other.delivery;
  }
}
