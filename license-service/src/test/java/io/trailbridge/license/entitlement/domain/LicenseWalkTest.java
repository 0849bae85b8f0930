package io.trailbridge.license.entitlement.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.Decision.Moved;
import io.trailbridge.license.entitlement.domain.Decision.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random lives of a licence, next to a model that knows nothing of periods: a row of hours, each
 * covered or not.
 */
class LicenseWalkTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int HOURS = 300;
  private static final int WALKS = 5_000;

  @Test
  void shouldSayWhatARowOfHoursSays() {
    for (int seed = 0; seed < WALKS; seed++) {
      new Walk(seed).run();
    }
  }

  private static final class Walk {
    private final String seed;
    private final Random random;
    private final int grace;
    private final LicenseRules rules;
    private final boolean[] covered = new boolean[HOURS * 3];
    private License license = License.none(new TenantId("acme"), LicensePackage.PUBLIC_CLOUD);
    private boolean valid;
    private Instant lastEffect = START;
    private int now;

    Walk(int seed) {
      this.seed = "seed " + seed;
      this.random = new Random(seed);
      this.grace = random.nextBoolean() ? 0 : random.nextInt(6);
      this.rules =
          new LicenseRules(
              Duration.ofHours(grace), List.of(Duration.ofHours(9), Duration.ofHours(2)));
    }

    void run() {
      while (now < HOURS) {
        step();
        check();
        now += random.nextInt(8);
      }
    }

    private void step() {
      int from = now + random.nextInt(30) - 10;
      int until = now + 1 + random.nextInt(40);
      boolean possible = from < until;
      switch (random.nextInt(6)) {
        case 0 -> {
          input(new Input.Add(at(from), at(until)));
          cover(possible, from, until);
        }
        case 1 -> {
          input(new Input.Set(at(from), at(until)));
          // A row that goes on past the wish ends with it.
          for (int h = until; possible && covered[index(until - 1)] && covered[index(h)]; h++) {
            covered[index(h)] = false;
          }
          cover(possible, from, until);
        }
        case 2 -> {
          input(new Input.Revoke());
          cover(true, now - grace, HOURS * 2, false);
        }
        default -> input(new Input.Tick());
      }
    }

    private void input(Input input) {
      long before = license.version();
      Decision decision = rules.decide(license, input, at(now));
      if (decision instanceof Refused) {
        input(new Input.Tick());
      }
      if (decision instanceof Moved(var next, var events)) {
        license = next;
        for (LicenseEvent event : events) {
          assertThat(event.version()).as(seed).isGreaterThan(before);
          assertThat(event.effectiveAt()).as(seed).isBetween(lastEffect, at(now));
          before = event.version();
          lastEffect = event.effectiveAt();
          valid = event.valid();
        }
        assertThat(license.version()).as(seed).isGreaterThanOrEqualTo(before);
      }
    }

    private void check() {
      assertThat(valid).as("%s hour %d", seed, now).isEqualTo(isCovered(now));
      assertThat(rules.dueAt(license).stream()).as(seed).allMatch(due -> due.isAfter(at(now)));
      for (int hour = now + 1; hour < now + 60; hour++) {
        if (isCovered(hour) != isCovered(hour - 1)) {
          Instant change = at(hour);
          assertThat(rules.dueAt(license))
              .as("%s hour %d", seed, now)
              .hasValueSatisfying(due -> assertThat(due).isBeforeOrEqualTo(change));
          return;
        }
      }
    }

    private boolean isCovered(int hour) {
      for (int back = 0; back <= grace; back++) {
        if (covered[index(hour - back)]) {
          return true;
        }
      }
      return false;
    }

    private void cover(boolean possible, int from, int until) {
      cover(possible, from, until, true);
    }

    private void cover(boolean possible, int from, int until, boolean value) {
      for (int hour = from; possible && hour < until; hour++) {
        covered[index(hour)] = value;
      }
    }

    private static int index(int hour) {
      return hour + HOURS / 2;
    }

    private static Instant at(int hour) {
      return START.plus(Duration.ofHours(hour));
    }
  }
}
