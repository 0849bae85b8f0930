package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import java.time.Instant;
import java.util.ArrayList;
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
    List<Check> seen = new ArrayList<>();
    answer.checks().forEach(check -> seen.add(since(check, now)));
    if (answer.health() == Health.UNKNOWN) {
      // The look was broken off: what it did not reach is as it was seen before.
      checks.stream().filter(was -> isMissing(was, answer.checks())).forEach(seen::add);
    }
    Instant delivery = answer.lastDeliveryAt();
    return Optional.of(
        new Verification(
            answer.health(),
            seen,
            now,
            answer.health() == Health.HEALTHY ? now : goodAt,
            delivery == null ? lastDeliveryAt : delivery));
  }

  private Check since(Check check, Instant now) {
    Instant since =
        checks.stream()
            .filter(was -> was.code().equals(check.code()) && was.passed() == check.passed())
            .map(Check::since)
            .findFirst()
            .orElse(now);
    return new Check(check.code(), check.passed(), since, check.message(), check.remedy());
  }

  private static boolean isMissing(Check was, List<Check> seen) {
    return seen.stream().noneMatch(check -> check.code().equals(was.code()));
  }
}
