package io.trailbridge.provisioning.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.AwsCall;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ProvisioningResult;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.Fixture;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Reconciliation;
import io.trailbridge.provisioning.connection.domain.Removal;
import io.trailbridge.provisioning.connection.domain.Verification;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconcileTest {
  private static final Fixture CONNECTION = Fixture.anywhere();
  private static final AwsCall SLOW = new AwsCall("CloudTrail", "CreateTrail", 812);

  private final Deque<Reconciliation> runs = new ArrayDeque<>();
  private final List<ProvisioningResult> results = new ArrayList<>();

  @Test
  void shouldRunAgainWhereAwsCouldNotBeAskedAndCountAllCalls() {
    // Given
    runs.add(unfinished());
    runs.add(unfinished());
    runs.add(new Reconciliation.Reconciled("o-x", Forwarding.ON, List.of(), 20, SLOW));

    // When
    boolean done = reconcile(Duration.ofMinutes(1)).run(work(true), 7);

    // Then
    assertThat(done).isTrue();
    assertThat(results)
        .singleElement()
        .isInstanceOfSatisfying(
            ConnectionReconciled.class,
            it -> {
              assertThat(it.generation()).isEqualTo(7);
              assertThat(it.awsCalls()).isEqualTo(26);
              assertThat(it.slowestCall()).isEqualTo(SLOW);
              assertThat(it.organizationId()).isEqualTo("o-x");
            });
  }

  @Test
  void shouldTellWhatItWaitedForOnceTimeIsUp() {
    // Given
    runs.add(unfinished());

    // When
    boolean done = reconcile(Duration.ZERO).run(work(true), 7);

    // Then
    assertThat(done).isTrue();
    assertThat(results)
        .singleElement()
        .isInstanceOfSatisfying(
            ProvisioningFailed.class,
            it -> assertThat(it.finding().code()).isEqualTo("AWS_UNAVAILABLE"));
  }

  @Test
  void shouldSayNothingOnceANewerWishIsKnown() {
    // Given
    runs.add(new Reconciliation.Superseded());

    // When
    boolean done = reconcile(Duration.ofMinutes(1)).run(work(false), 7);

    // Then
    assertThat(done).isFalse();
    assertThat(results).isEmpty();
  }

  private static Reconciliation unfinished() {
    return new Reconciliation.Unfinished(
        Duration.ZERO, FindingCode.AWS_UNAVAILABLE.about(null), List.of(), 3);
  }

  private static Work work(boolean wished) {
    return new Work(CONNECTION.id(), Fixture.TENANT, CONNECTION.spec(Forwarding.ON), () -> wished);
  }

  private Reconcile reconcile(Duration giveUpAfter) {
    Patience patience = new Patience(new Impatient(giveUpAfter), Clock.systemUTC());
    return new Reconcile(new Runs(), results::add, patience);
  }

  /** Ends its runs as the test says. */
  private final class Runs implements CustomerAccounts {
    @Override
    public Reconciliation reconcile(Work work) {
      return runs.remove();
    }

    @Override
    public Verification verify(Work work) {
      throw new AssertionError("not asked");
    }

    @Override
    public Removal remove(Work work, boolean deleteLogs, List<InventoryItem> inventory) {
      throw new AssertionError("not asked");
    }

    @Override
    public Confirmation confirm(ConnectionState connection, Arn topic, String token) {
      throw new AssertionError("not asked");
    }
  }

  private record Impatient(Duration giveUpAfter) implements ProvisioningConfig {
    @Override
    public int backfillConcurrency() {
      return 1;
    }

    @Override
    public int concurrency() {
      return 1;
    }

    @Override
    public Duration settleFor() {
      return Duration.ZERO;
    }

    @Override
    public Duration confirmWithin() {
      return Duration.ZERO;
    }

    @Override
    public Duration retryAfter() {
      return Duration.ZERO;
    }

    @Override
    public Duration proveEvery() {
      return Duration.ZERO;
    }

    @Override
    public Duration staleAfter() {
      return Duration.ZERO;
    }
  }
}
