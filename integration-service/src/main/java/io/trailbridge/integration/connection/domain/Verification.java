package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest look at a connection, link by link, with the times that only who remembers earlier
 * looks can tell. It stands beside the connection's facts: a look that finds the same as before
 * changes none of them.
 *
 * @param health HEALTHY where every link held, LOST where one failed for certain, UNKNOWN where AWS
 *     did not let us finish, or nobody has looked yet
 * @param checks in the order of the chain, each with the time since when its outcome is the same
 * @param verifiedAt when the answer came; null: nobody has looked yet
 * @param goodAt when every link last held; null: never yet
 * @param lastDeliveryAt when CloudTrail last delivered a file or digest, as AWS tells it
 */
public record Verification(
    Health health,
    List<Check> checks,
    @Nullable Instant verifiedAt,
    @Nullable Instant goodAt,
    @Nullable Instant lastDeliveryAt) {
  /** Before anybody looked. */
  public static final Verification NONE =
      new Verification(Health.UNKNOWN, List.of(), null, null, null);

  /** Keeps its own copy of the checks. */
  public Verification {
    checks = List.copyOf(checks);
  }

  /**
   * Whether an answer tells of the connection as it is now: there, forwarding, and of the newest
   * wish. Any other was overtaken.
   */
  static boolean isOf(Connection facts, ConnectionVerified answer) {
    return facts.lifecycle() == Lifecycle.PROVISIONED
        && answer.generation() == facts.generation()
        && facts.holds().isEmpty();
  }

  /** What is known after an answer; empty where it was overtaken. */
  public Optional<Verification> after(ConnectionVerified answer, Connection facts, Instant now) {
    if (!isOf(facts, answer)) {
      return Optional.empty();
    }
    Instant delivery = answer.lastDeliveryAt();
    return Optional.of(
        new Verification(
            answer.health(),
            chain(answer, now),
            now,
            answer.health() == Health.HEALTHY ? now : goodAt,
            delivery == null ? lastDeliveryAt : delivery));
  }

  /**
   * In one order, with what this look did not ask: some links are asked once a day alone, and one
   * that was broken off tells nothing of those behind. A chain that ended is over: where the role
   * lets nobody in, the other links are not known.
   */
  private List<Check> chain(ConnectionVerified answer, Instant now) {
    Deque<Check> before = new ArrayDeque<>(checks);
    List<Check> chain = new ArrayList<>();
    for (Check check : answer.checks()) {
      if (before.stream().anyMatch(was -> isSame(was, check))) {
        while (!isSame(before.getFirst(), check)) {
          Check was = before.removeFirst();
          if (was.passed() && isUnasked(was, answer)) {
            chain.add(was);
          }
        }
        before.removeFirst();
      }
      chain.add(since(check, now));
    }
    if (answer.health() == Health.UNKNOWN) {
      before.stream().filter(was -> isUnasked(was, answer)).forEach(chain::add);
    }
    return chain;
  }

  private Check since(Check check, Instant now) {
    Instant since =
        checks.stream()
            .filter(was -> isSame(was, check) && was.passed() == check.passed())
            .map(Check::since)
            .findFirst()
            .orElse(now);
    return new Check(check.code(), check.passed(), since, check.message(), check.remedy());
  }

  private static boolean isSame(Check was, Check check) {
    return was.code().equals(check.code());
  }

  private static boolean isUnasked(Check was, ConnectionVerified answer) {
    return answer.checks().stream().noneMatch(check -> isSame(was, check));
  }
}
