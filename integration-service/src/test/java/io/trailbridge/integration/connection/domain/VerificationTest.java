package io.trailbridge.integration.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant T1 = T0.plusSeconds(900);
  private static final Instant T2 = T1.plusSeconds(900);

  private final Play play = Play.pull().active();

  @Test
  void shouldTellSinceWhenEachOutcomeIsTheSame() {
    // Given
    Verification first = look(Verification.NONE, Health.HEALTHY, T0, passed("A"), passed("B"));

    // When
    Verification second = look(first, Health.LOST, T1, passed("A"), failed("B"));
    Verification third = look(second, Health.LOST, T2, passed("A"), failed("B"), passed("C"));

    // Then
    assertThat(third.checks()).extracting(Check::code).containsExactly("A", "B", "C");
    assertThat(third.checks()).extracting(Check::since).containsExactly(T0, T1, T2);
    assertThat(third.checks()).extracting(Check::passed).containsExactly(true, false, true);
  }

  @Test
  void shouldKeepALinkThatIsNotAskedEachTimeInItsPlace() {
    // Given
    Verification whole =
        look(Verification.NONE, Health.HEALTHY, T0, passed("A"), passed("B"), passed("C"));

    // When
    Verification next = look(whole, Health.LOST, T1, passed("A"), failed("C"));
    Verification last = look(next, Health.HEALTHY, T2, passed("A"), passed("C"));

    // Then
    assertThat(last.checks()).extracting(Check::code).containsExactly("A", "B", "C");
    assertThat(last.checks()).extracting(Check::since).containsExactly(T0, T0, T2);
    assertThat(last.checks()).allMatch(Check::passed);
  }

  @Test
  void shouldRememberWhenAllWasLastGood() {
    // When
    Verification good = look(Verification.NONE, Health.HEALTHY, T0, passed("A"));
    Verification bad = look(good, Health.LOST, T1, failed("A"));

    // Then
    assertThat(good.goodAt()).isEqualTo(T0);
    assertThat(bad.goodAt()).isEqualTo(T0);
    assertThat(bad.verifiedAt()).isEqualTo(T1);
    assertThat(bad.health()).isEqualTo(Health.LOST);
  }

  @Test
  void shouldKeepWhatABrokenOffLookDidNotReach() {
    // Given
    Verification whole = look(Verification.NONE, Health.HEALTHY, T0, passed("A"), passed("B"));

    // When
    Verification broken = look(whole, Health.UNKNOWN, T1, passed("A"));
    Verification ended = look(broken, Health.LOST, T2, failed("A"));

    // Then
    assertThat(broken.checks()).extracting(Check::code).containsExactly("A", "B");
    assertThat(broken.checks()).extracting(Check::since).containsOnly(T0);
    assertThat(broken.goodAt()).isEqualTo(T0);
    // A chain that ends at its first link says nothing of the others any more.
    assertThat(ended.checks()).extracting(Check::code).containsExactly("A");
  }

  @Test
  void shouldTakeNoAnswerThatWasOvertaken() {
    // Given
    ConnectionVerified answer = answer(Health.HEALTHY, passed("A"));

    // When
    play.then(new Input.Pause(null));

    // Then
    assertThat(Verification.NONE.after(answer, play.is, T0)).isEmpty();
    play.obeyed().then(new Input.Resume(false)).obeyed();
    assertThat(Verification.NONE.after(answer, play.is, T0)).isEmpty();
    assertThat(Verification.NONE.after(answer(Health.HEALTHY, passed("A")), play.is, T0))
        .isPresent();
  }

  private Verification look(Verification before, Health health, Instant now, Check... checks) {
    return before.after(answer(health, checks), play.is, now).orElseThrow();
  }

  private ConnectionVerified answer(Health health, Check... checks) {
    return new ConnectionVerified(
        play.is.id(), play.is.tenantId(), play.is.generation(), health, List.of(checks), null);
  }

  private static Check passed(String code) {
    return new Check(code, true, null, "It holds.", null);
  }

  private static Check failed(String code) {
    return new Check(code, false, null, "It does not hold.", "Mend it.");
  }
}
