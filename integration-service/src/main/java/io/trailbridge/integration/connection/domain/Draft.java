package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.shared.GapId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The next facts while a decision is being made. */
final class Draft {
  /** More than these are told by the activity log. */
  private static final int FINISHED_GAPS_KEPT = 20;

  private final Connection before;
  private int gapsMade;

  Wish wish;
  Access access;
  Lifecycle lifecycle;
  Holds holds;
  Condition condition;
  Observed observed;
  List<Gap> gaps;
  @Nullable Removal removal;
  long generation;
  long licenseVersion;
  @Nullable Instant deletedAt;

  Draft(Connection before) {
    this.before = before;
    this.wish = before.wish();
    this.access = before.access();
    this.lifecycle = before.lifecycle();
    this.holds = before.holds();
    this.condition = before.condition();
    this.observed = before.observed();
    this.gaps = new ArrayList<>(before.gaps());
    this.removal = before.removal();
    this.generation = before.generation();
    this.licenseVersion = before.licenseVersion();
    this.deletedAt = before.deletedAt();
  }

  /** Made from the connection and its version: no chance is needed, and none comes twice. */
  GapId newGapId() {
    String name = before.id() + "/" + before.version() + "/" + gapsMade++;
    return new GapId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  boolean changed() {
    return !facts(before.version(), before.updatedAt()).equals(before);
  }

  /** The next facts, one version on. */
  Connection done(Instant now) {
    long surplus = gaps.stream().filter(Gap::isFinal).count() - FINISHED_GAPS_KEPT;
    for (int i = 0; surplus > 0; ) {
      if (gaps.get(i).isFinal()) {
        gaps.remove(i);
        surplus--;
      } else {
        i++;
      }
    }
    return facts(before.version() + 1, now);
  }

  private Connection facts(long version, Instant updatedAt) {
    return new Connection(
        before.id(),
        before.tenantId(),
        before.accountId(),
        wish,
        access,
        lifecycle,
        holds,
        condition,
        observed,
        gaps,
        removal,
        generation,
        licenseVersion,
        version,
        before.createdAt(),
        updatedAt,
        deletedAt);
  }
}
