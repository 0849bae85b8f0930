package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a connection found.
 *
 * @param health HEALTHY where the whole chain held, LOST where a link failed for certain, UNKNOWN
 *     where AWS did not let us finish; a single look decides nothing, the consumer waits for
 *     several
 * @param checks in the order of the chain, up to where it could be followed
 * @param lastDeliveryAt as CloudTrail tells it
 */
public record Verification(Health health, List<Check> checks, @Nullable Instant lastDeliveryAt) {

  public Verification {
    checks = List.copyOf(checks);
  }

  /** The outcome of a chain that was followed to its end, or broken off. */
  public static Verification of(
      List<Check> checks, boolean complete, @Nullable Instant lastDeliveryAt) {
    boolean failed = checks.stream().anyMatch(check -> !check.passed());
    Health health = failed ? Health.LOST : complete ? Health.HEALTHY : Health.UNKNOWN;
    return new Verification(health, checks, lastDeliveryAt);
  }

  /** Whether something of ours is not as it should be, and the role is one that we may use. */
  public boolean canBeMended(Resources resources) {
    return checks.stream()
            .filter(check -> !check.passed())
            .map(check -> CheckCode.valueOf(check.code()))
            .anyMatch(code -> code.isOurs(resources))
        && checks.stream()
            .filter(
                check ->
                    check.code().equals(CheckCode.ROLE_ASSUMABLE.name())
                        || check.code().equals(CheckCode.EXTERNAL_ID_ENFORCED.name()))
            .allMatch(Check::passed);
  }

  /** The look after a mending: what holds now and did not before says what was mended. */
  public Verification mended(Verification before) {
    List<Check> told =
        checks.stream()
            .map(
                check ->
                    before.checks.stream()
                        .filter(was -> was.code().equals(check.code()))
                        .filter(was -> check.passed() && !was.passed())
                        .findFirst()
                        .map(
                            was ->
                                new Check(
                                    check.code(), true, null, "Mended. " + was.message(), null))
                        .orElse(check))
            .toList();
    return new Verification(health, told, lastDeliveryAt);
  }
}
