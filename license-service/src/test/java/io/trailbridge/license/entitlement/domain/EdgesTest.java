package io.trailbridge.license.entitlement.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.Decision.Moved;
import io.trailbridge.license.entitlement.domain.Decision.Refused;
import io.trailbridge.license.entitlement.domain.Decision.Stale;
import io.trailbridge.license.entitlement.domain.Standing.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens at the very instant, in the same one, in the past and in far or odd years. */
class EdgesTest {
  private static final Instant START = Instant.parse("2027-06-01T00:00:00Z");
  private static final Instant END = Instant.parse("2028-02-29T12:00:00Z");
  private static final Instant NEXT = Instant.parse("2029-02-28T12:00:00Z");
  private static final Instant MIDDLE = Instant.parse("2027-12-31T23:59:59.5Z");
  private static final Duration MICRO = Duration.ofNanos(1_000);

  private static final Input UNTIL_END = new Input.Set(null, END);
  private static final Input UNTIL_NEXT = new Input.Set(null, NEXT);
  private static final Input FOLLOWING = new Input.Add(END, NEXT);
  private static final Input REVOKE = new Input.Revoke();
  private static final Input TICK = new Input.Tick();

  private static final Map<Instant, String> NAMES =
      Map.of(START, "start", MIDDLE, "middle", END, "end", NEXT, "next");

  /**
   * One line of the table.
   *
   * @param events each as its reason and its instant; or the sentence of a refusal
   */
  record Edge(String what, List<Step> steps, Status status, List<String> events) {
    @Override
    public String toString() {
      return what;
    }
  }

  record Step(Instant at, Input input) {}

  static Stream<Edge> edges() {
    Step granted = new Step(START, UNTIL_END);
    return Stream.of(
        edge("renewed before the end", Status.ACTIVE, granted, step(END.minus(MICRO), UNTIL_NEXT))
            .then("GRANTED start", "RENEWED end-1us"),
        edge("renewed at the end", Status.ACTIVE, granted, step(END, UNTIL_NEXT))
            .then("GRANTED start", "EXPIRED end", "RENEWED end"),
        edge("renewed after the end", Status.ACTIVE, granted, step(END.plus(MICRO), UNTIL_NEXT))
            .then("GRANTED start", "EXPIRED end", "RENEWED end+1us"),
        edge("the next order comes in time", Status.ACTIVE, granted, step(MIDDLE, FOLLOWING))
            .and(step(END, TICK))
            .then("GRANTED start", "RENEWED middle"),
        edge("the next order comes at the end", Status.ACTIVE, granted, step(END, FOLLOWING))
            .then("GRANTED start", "EXPIRED end", "RENEWED end"),
        edge("revoked, then renewed", Status.ACTIVE, granted, step(MIDDLE, REVOKE))
            .and(step(MIDDLE.plus(MICRO), UNTIL_NEXT))
            .then("GRANTED start", "REVOKED middle", "RENEWED middle+1us"),
        edge("revoked and renewed at once", Status.ACTIVE, granted, step(MIDDLE, REVOKE))
            .and(step(MIDDLE, UNTIL_NEXT))
            .then("GRANTED start", "REVOKED middle", "RENEWED middle"),
        edge("renewed and revoked at once", Status.REVOKED, granted, step(MIDDLE, UNTIL_NEXT))
            .and(step(MIDDLE, REVOKE))
            .then("GRANTED start", "RENEWED middle", "REVOKED middle"),
        edge("revoked when it began", Status.REVOKED, granted, step(START, REVOKE))
            .then("GRANTED start", "REVOKED start"),
        edge("revoked at the end: it had ended", Status.EXPIRED, granted, step(END, REVOKE))
            .then("GRANTED start", "EXPIRED end"),
        edge("over before it is granted", null, step(END, new Input.Add(START, MIDDLE)))
            .then("validUntil must lie in the future."),
        edge("over at the instant of the grant", null, step(END, UNTIL_END))
            .then("validUntil must lie in the future."),
        edge("began before it is granted", Status.ACTIVE, step(MIDDLE, new Input.Add(START, END)))
            .then("GRANTED middle"),
        edge("ends before it begins", null, step(START, new Input.Add(END, MIDDLE)))
            .then("validUntil must be later than validFrom."),
        edge("ends when it begins", null, step(START, new Input.Add(END, END)))
            .then("validUntil must be later than validFrom."),
        edge("as good as for ever", Status.ACTIVE, step(START, untilText("9999-12-31T00:00:00Z")))
            .then("GRANTED start"),
        edge("for ever", null, step(START, untilText("+10000-01-01T00:00:00Z")))
            .then("validUntil must lie between 2000 and 9999."),
        edge("of the last century", null, step(START, new Input.Add(Instant.EPOCH, END)))
            .then("validFrom must lie between 2000 and 9999."),
        edge("ends on a leap day", Status.EXPIRED, granted, step(END.minus(MICRO), TICK))
            .and(step(END, TICK))
            .then("GRANTED start", "EXPIRED end"));
  }

  @ParameterizedTest
  @MethodSource("edges")
  void shouldAnswerAsAPersonWouldExpect(Edge edge) {
    // Given
    LicenseRules rules = new LicenseRules(Duration.ZERO, List.of());
    License license = License.none(new TenantId("acme"), LicensePackage.PUBLIC_CLOUD);
    List<String> events = new ArrayList<>();
    List<Long> versions = new ArrayList<>();
    // When
    for (Step step : edge.steps()) {
      switch (rules.decide(license, step.input(), step.at())) {
        case Moved(var next, var published) -> {
          license = next;
          published.forEach(it -> events.add(it.reason() + " " + name(it.effectiveAt())));
          published.stream().map(LicenseEvent::version).forEach(versions::add);
        }
        case Stale _ -> {}
        case Refused(var refusals) -> refusals.forEach(it -> events.add(it.message()));
      }
    }
    // Then
    assertThat(events).isEqualTo(edge.events());
    assertThat(versions).isSorted().doesNotHaveDuplicates();
    assertThat(license.exists()).isEqualTo(edge.status() != null);
    if (edge.status() != null) {
      Instant last = edge.steps().getLast().at();
      assertThat(rules.standing(license, last).status()).isEqualTo(edge.status());
    }
  }

  private static String name(Instant at) {
    if (NAMES.containsKey(at)) {
      return NAMES.get(at);
    }
    return NAMES.containsKey(at.plus(MICRO))
        ? NAMES.get(at.plus(MICRO)) + "-1us"
        : NAMES.get(at.minus(MICRO)) + "+1us";
  }

  private static Input untilText(String until) {
    return new Input.Set(null, Instant.parse(until));
  }

  private static Step step(Instant at, Input input) {
    return new Step(at, input);
  }

  private static Writing edge(String what, Status status, Step... steps) {
    return new Writing(what, status, new ArrayList<>(List.of(steps)));
  }

  /** A line that is being written. */
  private record Writing(String what, Status status, List<Step> steps) {
    Writing and(Step step) {
      steps.add(step);
      return this;
    }

    Edge then(String... events) {
      return new Edge(what, steps, status, List.of(events));
    }
  }
}
