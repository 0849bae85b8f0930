package io.trailbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A licence that ends again and again: how soon nothing is accepted any more, and how soon the
 * connection is paused. Nothing comes out that was sent after the first refusal.
 */
@ExtendWith(SharedSandbox.class)
@EnabledIfSystemProperty(
    named = "trailbridge.proof",
    matches = "long",
    disabledReason = "it repeats for minutes what LicenseStory shows once; it runs in full only")
class LicenseLatencyProof {
  private static final int ENDS = 20;

  private final World world;
  private final List<Long> accepted = new ArrayList<>();
  private final List<Long> refused = new ArrayList<>();
  private final List<Long> paused = new ArrayList<>();
  private int acceptedAfterRefusal;

  LicenseLatencyProof(World world) {
    this.world = world;
  }

  @Test
  void shouldAcceptNothingAfterTheFirstRefusal() {
    // Given
    Tenant tenant = world.tenant("latency").licensed();
    AwsAccount account = world.account("600000000303");
    String connection = tenant.connect(account);
    // When
    try (BatchProducer batches = new BatchProducer(world, tenant.name(), connection)) {
      for (int i = 0; i < ENDS; i++) {
        Instant end = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
        tenant.console().license(end);
        Map<String, Instant> sent = sendUntilPaused(batches, tenant, account, connection, end);
        world.pipeline().awaitDrained();
        judge(sent, connection, end);
        tenant.licensed();
        tenant.console().awaitStatus(connection, "ACTIVE");
      }
    }
    // Then
    System.out.printf("ends of a licence %d, milliseconds after each:%n", ENDS);
    print("the last event that ingestion accepted was sent", accepted);
    print("the API refuses a new connection", refused);
    print("the connection is PAUSED", paused);
    System.out.printf("events accepted after one was refused: %d%n", acceptedAfterRefusal);
    assertThat(acceptedAfterRefusal).isZero();
    assertThat(List.of(accepted.size(), refused.size(), paused.size())).containsOnly(ENDS);
  }

  /** One event after the other; when each was sent. */
  private Map<String, Instant> sendUntilPaused(
      BatchProducer batches, Tenant tenant, AwsAccount account, String connection, Instant end) {
    Map<String, Instant> sent = new LinkedHashMap<>();
    String draft = Console.draft("Another", account.id(), Tenant.REGION).toString();
    boolean open = true;
    while (true) {
      Instant now = Instant.now();
      batches.send(account.id(), 1, 1).forEach(id -> sent.put(id, now));
      if (open && tenant.console().api().post("/api/v1/connections", draft).status() == 403) {
        refused.add(millis(end, Instant.now()));
        open = false;
      }
      if (!open && tenant.console().status(connection).equals("PAUSED")) {
        paused.add(millis(end, Instant.now()));
        return sent;
      }
    }
  }

  private void judge(Map<String, Instant> sent, String connection, Instant end) {
    Set<String> out =
        world.published().of(connection).stream()
            .map(PublishedEvents.Event::id)
            .collect(Collectors.toSet());
    boolean refusing = false;
    Instant last = end;
    for (Map.Entry<String, Instant> event : sent.entrySet()) {
      if (!out.contains(event.getKey())) {
        refusing = true;
      } else if (refusing) {
        acceptedAfterRefusal++;
      } else {
        last = event.getValue();
      }
    }
    accepted.add(millis(end, last));
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  private static void print(String what, List<Long> millis) {
    Collections.sort(millis);
    System.out.printf(
        "  %-50s p50 %,6d  worst %,6d%n", what, millis.get(millis.size() / 2), millis.getLast());
  }
}
