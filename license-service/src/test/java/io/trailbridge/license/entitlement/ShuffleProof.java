package io.trailbridge.license.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.license.entitlement.domain.Input;
import io.trailbridge.license.entitlement.domain.Standing.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Orders of billing that come late, more than once and in any order, between alarms that ring late;
 * and consumers that hear of it late, more than once and in any order. In the end, and wherever one
 * looks, everybody knows what a row of hours knows.
 */
class ShuffleProof {
  private static final int LIVES =
      "long".equals(System.getProperty("trailbridge.proof")) ? 10_000 : 500;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TenantId ACME = new TenantId("acme");
  private static final int HOURS = 400;

  @Test
  void shouldKnowWhatARowOfHoursKnows() {
    List<String> wrong = new ArrayList<>();
    int looks = 0;
    int messages = 0;
    for (int seed = 0; seed < LIVES; seed++) {
      Life life = new Life(seed);
      life.run();
      wrong.addAll(life.wrong);
      looks += life.looks;
      messages += life.deliveries;
    }
    System.out.printf(
        "shuffled lives of licences %,d: %,d deliveries of orders and events, looked at %,d times,"
            + " wrong states %d%n",
        LIVES, messages, looks, wrong.size());
    assertThat(wrong).isEmpty();
  }

  /** An order: a period, or nothing for a revocation. */
  private record Order(int id, int from, int until) {
    boolean revokes() {
      return from == until;
    }
  }

  /** What a person would say, with a pencil. */
  private static final class Model {
    private final boolean[] valid = new boolean[HOURS * 3];
    private final Set<Order> done = new HashSet<>();

    void carryOut(Order order, int now) {
      boolean tooLate = !order.revokes() && order.until() <= now;
      if (!tooLate && done.add(order)) {
        int from = order.revokes() ? now : order.from();
        int until = order.revokes() ? valid.length : order.until();
        Arrays.fill(valid, from, until, !order.revokes());
      }
    }
  }

  private static final class Life {
    private final List<String> wrong = new ArrayList<>();
    private final Random random;
    private final int seed;
    private final HandClock clock = new HandClock(START);
    private final List<LicenseEvent> published = new ArrayList<>();
    private final Entitlements entitlements =
        new Entitlements(
            new FakeLicenseStore(),
            new FakeLicenseHistory(),
            published::addAll,
            clock,
            new Graceful(Duration.ZERO));
    private final Model model = new Model();
    private int looks;
    private int deliveries;

    Life(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() {
      List<Order> post = post();
      int now = 0;
      for (Order order : post) {
        now += random.nextInt(2 * HOURS / post.size() - 1);
        clock.set(at(now));
        if (random.nextBoolean()) {
          entitlements.fireDue(1);
        }
        entitlements.carryOut(ACME, LicensePackage.PUBLIC_CLOUD, wish(order));
        model.carryOut(order, now);
        look("the service", serviceSays(), now);
      }
      now += random.nextInt(60);
      clock.set(at(now));
      entitlements.fireDue(1);
      look("the service", serviceSays(), now);
      look("a consumer", consumerSays(), now);
    }

    /** Some orders, some of them more than once, in any order. */
    private List<Order> post() {
      List<Order> post = new ArrayList<>();
      for (int id = 0; id < 3 + random.nextInt(8); id++) {
        int from = random.nextInt(HOURS);
        int length = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(80);
        int copies = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
        post.addAll(Collections.nCopies(copies, new Order(id, from, from + length)));
      }
      Collections.shuffle(post, random);
      deliveries += post.size();
      return post;
    }

    private boolean serviceSays() {
      return entitlements
          .find(ACME, LicensePackage.PUBLIC_CLOUD)
          .filter(it -> it.status() == Status.ACTIVE)
          .isPresent();
    }

    /** Every event, some of them more than once, in any order: the highest version counts. */
    private boolean consumerSays() {
      List<LicenseEvent> heard = new ArrayList<>(published);
      published.stream().filter(_ -> random.nextInt(3) == 0).forEach(heard::add);
      Collections.shuffle(heard, random);
      deliveries += heard.size();
      long version = 0;
      boolean valid = false;
      for (LicenseEvent event : heard) {
        if (event.version() > version) {
          version = event.version();
          valid = event.valid();
        }
      }
      return valid;
    }

    private void look(String who, boolean says, int now) {
      looks++;
      if (says != model.valid[now]) {
        wrong.add("seed " + seed + ": " + who + " in hour " + now + " says " + says);
      }
    }

    private static Wish wish(Order order) {
      Input.Wanted wanted =
          order.revokes() ? new Input.Revoke() : new Input.Add(at(order.from()), at(order.until()));
      return new Wish(wanted, new OrderId("order-" + order.id()), "billing");
    }

    private static Instant at(int hour) {
      return START.plus(Duration.ofHours(hour));
    }
  }
}
