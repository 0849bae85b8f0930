package io.trailbridge.provisioning.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.provisioning.ProvisioningResult;
import io.trailbridge.contracts.provisioning.ProvisioningResult.BackfillFinished;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.provisioning.Fixture;
import io.trailbridge.provisioning.connection.aws.ManyKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * A slice of very many log files is listed in flat memory, and left as soon as it is not wished.
 */
class BackfillProof {
  private static final int KEYS =
      "long".equals(System.getProperty("trailbridge.proof")) ? 1_000_000 : 20_000;
  private static final int LOOKS = 10;
  private static final int PAGE = 1000;

  /** The heap may be that of a broker and an emulator too; the keys alone would take far more. */
  private static final long MOST_GROWTH = 64L * 1024 * 1024;

  /** The names say 2020; only when the files were written counts. */
  private static final Instant WRITTEN = Instant.parse("2026-11-28T10:00:00Z");

  private final Fixture connection = Fixture.anywhere();
  private final List<ProvisioningResult> results = new ArrayList<>();

  @Test
  void shouldListAnyNumberOfKeysInFlatMemory() {
    try (ManyKeys many = ManyKeys.start(connection, KEYS, WRITTEN)) {
      // Given
      AtomicInteger found = new AtomicInteger();
      AtomicLong first = new AtomicLong();
      AtomicLong most = new AtomicLong();
      AtomicInteger ahead = new AtomicInteger();
      LogObjects counting =
          object -> {
            int listed = found.incrementAndGet();
            ahead.accumulateAndGet(many.pages() * PAGE - listed, Math::max);
            if (listed % (KEYS / LOOKS) == 0) {
              long used = heap();
              first.compareAndSet(0, used);
              most.accumulateAndGet(used, Math::max);
            }
          };

      // When
      boolean done = backfill(many, counting).run(work(() -> true), slice());

      // Then
      System.out.printf(
          "backfill proof: %d keys in %d pages; heap %d KiB after a tenth, at most %d KiB later%n",
          found.get(), many.pages(), first.get() >> 10, most.get() >> 10);
      assertThat(done).isTrue();
      assertThat(found).hasValue(KEYS);
      assertThat(results)
          .singleElement()
          .isInstanceOfSatisfying(
              BackfillFinished.class, it -> assertThat(it.objects()).isEqualTo(KEYS));
      assertThat(ahead.get()).as("keys in memory").isLessThan(PAGE);
      assertThat(most.get() - first.get()).as("growth of the heap").isLessThan(MOST_GROWTH);
    }
  }

  @Test
  void shouldStopInTheMiddleOnceItIsNotWished() {
    try (ManyKeys many = ManyKeys.start(connection, KEYS, WRITTEN)) {
      // Given
      List<LogObject> found = new ArrayList<>();

      // When
      boolean done = backfill(many, found::add).run(work(() -> found.size() < 1500), slice());

      // Then
      assertThat(done).isFalse();
      assertThat(found).hasSize(1500);
      assertThat(many.pages()).isEqualTo(2);
      assertThat(results).isEmpty();
    }
  }

  private Backfill backfill(ManyKeys many, LogObjects objects) {
    ProvisioningConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(ProvisioningConfig.class)
            .build()
            .getConfigMapping(ProvisioningConfig.class);
    Connections known = id -> Optional.of(connection.state(ConnectionStatus.ACTIVE, 1, true));
    return new Backfill(
        known, many.buckets(), objects, results::add, new Patience(config, Clock.systemUTC()));
  }

  private Work work(BooleanSupplier wished) {
    return new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), wished);
  }

  /** An hour of one day: one prefix. */
  private BackfillLogs slice() {
    return new BackfillLogs(
        connection.id(),
        Fixture.TENANT,
        1,
        connection.spec(Forwarding.ON),
        new GapId(UUID.randomUUID()),
        connection.account(),
        connection.region(),
        WRITTEN.minusSeconds(1800),
        WRITTEN.plusSeconds(1800),
        null);
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
