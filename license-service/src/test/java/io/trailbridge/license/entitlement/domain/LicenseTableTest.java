package io.trailbridge.license.entitlement.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.Decision.Moved;
import io.trailbridge.license.entitlement.domain.Decision.Refused;
import io.trailbridge.license.entitlement.domain.Decision.Stale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every input does to every kind of licence, written down for people to read. After a wanted
 * change: {@code -Dapprove=true}, then read the difference.
 */
class LicenseTableTest {
  private static final Path APPROVED = Path.of("src/test/resources/approved/licences.txt");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final LicenseRules RULES =
      new LicenseRules(
          Duration.ofDays(3), List.of(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1)));

  @Test
  void shouldDecideAsTheTableSays() throws IOException {
    // When
    String table = table();
    // Then
    if (Boolean.getBoolean("approve")) {
      Files.createDirectories(APPROVED.getParent());
      Files.writeString(APPROVED, table);
    }
    assertThat(table).isEqualTo(Files.readString(APPROVED));
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("Days count from now; grace 3 days; notices 30, 7 and 1 days before.\n");
    licenses()
        .forEach(
            (state, license) -> {
              table.append("\n").append(state).append("\n");
              inputs()
                  .forEach(
                      (name, input) ->
                          table
                              .append("  %-24s".formatted(name))
                              .append(words(license, RULES.decide(license, input, NOW)))
                              .append("\n"));
            });
    return table.toString();
  }

  private static Map<String, License> licenses() {
    Map<String, License> licenses = new LinkedHashMap<>();
    licenses.put("never granted", none());
    licenses.put("scheduled 10..50", after(none(), -9, new Input.Add(day(10), day(50))));
    License running = after(none(), -9, new Input.Add(day(-9), day(50)));
    licenses.put("running -9..50", running);
    licenses.put(
        "running -9..50, scheduled 60..90", after(running, -1, new Input.Add(day(60), day(90))));
    License graced = after(none(), -9, new Input.Add(day(-9), day(-1)));
    licenses.put("in grace after -9..-1", after(graced, -1, new Input.Tick()));
    License late = after(none(), -30, new Input.Add(day(-30), day(-10)));
    licenses.put("over since -10, not announced", late);
    licenses.put("expired after -30..-10", after(late, -1, new Input.Tick()));
    licenses.put("revoked at -1", after(running, -1, new Input.Revoke()));
    return licenses;
  }

  private static Map<String, Input> inputs() {
    Map<String, Input> inputs = new LinkedHashMap<>();
    inputs.put("Add now..20", new Input.Add(null, day(20)));
    inputs.put("Add 50..70", new Input.Add(day(50), day(70)));
    inputs.put("Set now..20", new Input.Set(null, day(20)));
    inputs.put("Set 40..70", new Input.Set(day(40), day(70)));
    inputs.put("Set -5..-2", new Input.Set(day(-5), day(-2)));
    inputs.put("Set 20..10", new Input.Set(day(20), day(10)));
    inputs.put("Revoke", new Input.Revoke());
    inputs.put("Tick", new Input.Tick());
    return inputs;
  }

  private static String words(License before, Decision decision) {
    return switch (decision) {
      case Moved(var next, var events) ->
          "version %d -> %d, %s, due %s%s"
              .formatted(
                  before.version(),
                  next.version(),
                  standing(next),
                  RULES.dueAt(next).map(LicenseTableTest::days).orElse("never"),
                  events.stream().map(it -> "; " + words(it)).collect(Collectors.joining()));
      case Stale _ -> "stale";
      case Refused(var refusals) ->
          refusals.stream().map(Decision.Refusal::message).collect(Collectors.joining(" "));
    };
  }

  private static String words(LicenseEvent event) {
    return "%s v%d at %s: %s %s..%s %s"
        .formatted(
            event.getClass().getSimpleName(),
            event.version(),
            days(event.effectiveAt()),
            event.valid() ? "valid" : "not valid",
            days(event.validFrom()),
            days(event.validUntil()),
            event.reason());
  }

  private static String standing(License license) {
    Standing standing = RULES.standing(license, NOW);
    return "%s %s..%s"
        .formatted(
            standing.status(), days(standing.period().from()), days(standing.period().until()));
  }

  private static License none() {
    return License.none(new TenantId("acme"), LicensePackage.PUBLIC_CLOUD);
  }

  private static License after(License license, int day, Input input) {
    return Optional.of(RULES.decide(license, input, day(day)))
        .filter(Moved.class::isInstance)
        .map(Moved.class::cast)
        .orElseThrow()
        .next();
  }

  private static Instant day(int days) {
    return NOW.plus(Duration.ofDays(days));
  }

  private static String days(Instant at) {
    return Long.toString(Duration.between(NOW, at).toDays());
  }
}
