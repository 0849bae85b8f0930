package io.trailbridge.integration.ops;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.integration.ops.Census.Expiry;
import io.trailbridge.integration.ops.Census.Provisioning;
import io.trailbridge.integration.ops.Census.SlowCall;
import io.trailbridge.integration.ops.Census.TroubledConnection;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The operators' view. What is dear to ask is asked at most every five seconds. */
@ApplicationScoped
public class Operations {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofDays(14);
  private static final int SHOWN = 20;

  private final Transactions transactions;
  private final Census census;
  private final FlowGauge gauge;
  private final Clock clock;
  private @Nullable Summary last;
  private @Nullable Flow lastFlow;

  Operations(Transactions transactions, Census census, FlowGauge gauge, Clock clock) {
    this.transactions = transactions;
    this.census = census;
    this.gauge = gauge;
    this.clock = clock;
  }

  /**
   * The view as of {@code at}.
   *
   * @param connections how many in each status; all statuses
   * @param batchesPerSecond since the view before; null: not known yet
   * @param eventsPerSecond since the view before; null: not known yet
   * @param lag messages not read yet, by consumer group and topic; null: Kafka does not answer
   * @param deadLetters messages set aside, by topic; null: Kafka does not answer
   * @param deadLetterReasons how many of them by topic and reason, read from the newest thousand of
   *     each partition; null: Kafka does not answer
   * @param expiring live licences that end within 14 days
   * @param trouble connections that need somebody
   * @param slowest the slowest provisionings of the last 24 hours
   * @param slowestCalls the slowest calls to AWS of the last 24 hours, one a run
   */
  public record Summary(
      Instant at,
      Map<ConnectionStatus, Long> connections,
      @Nullable Double batchesPerSecond,
      @Nullable Double eventsPerSecond,
      @Nullable Map<String, Map<String, Long>> lag,
      @Nullable Map<String, Long> deadLetters,
      @Nullable Map<String, Map<String, Long>> deadLetterReasons,
      List<Expiry> expiring,
      List<TroubledConnection> trouble,
      List<Provisioning> slowest,
      List<SlowCall> slowestCalls) {}

  /** The view, at most five seconds old. */
  public synchronized Summary summary() {
    Instant now = clock.instant();
    if (last == null || !last.at().plus(FRESH).isAfter(now)) {
      last = read(now);
    }
    return last;
  }

  private Summary read(Instant now) {
    Flow flow = gauge.read(now).orElse(null);
    Double batches = flow == null ? null : rate(lastFlow, flow, Flow::batches);
    Double events = flow == null ? null : rate(lastFlow, flow, Flow::events);
    lastFlow = flow == null ? lastFlow : flow;
    return transactions.asSystem(
        "operators' view",
        () ->
            new Summary(
                now,
                census.byStatus(),
                batches,
                events,
                flow == null ? null : flow.lag(),
                flow == null ? null : flow.deadLetters(),
                flow == null ? null : flow.deadLetterReasons(),
                census.expiring(now, now.plus(SOON), SHOWN),
                census.inTrouble(now, SHOWN),
                census.slowest(now.minus(Duration.ofDays(1)), SHOWN),
                census.slowestCalls(now.minus(Duration.ofDays(1)), SHOWN)));
  }

  private static @Nullable Double rate(@Nullable Flow before, Flow now, ToLongFunction<Flow> ever) {
    if (before == null || !before.at().isBefore(now.at())) {
      return null;
    }
    double seconds = Duration.between(before.at(), now.at()).toMillis() / 1000.0;
    return Math.max(0, ever.applyAsLong(now) - ever.applyAsLong(before)) / seconds;
  }
}
