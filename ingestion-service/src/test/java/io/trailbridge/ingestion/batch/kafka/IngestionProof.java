package io.trailbridge.ingestion.batch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.cloudtrail.LogEvent;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every event that went in comes out, and comes out once, whoever dies or joins meanwhile. */
class IngestionProof {
  /** Whether the full counts are asked for. */
  static final boolean LONG = "long".equals(System.getProperty("trailbridge.proof"));

  private static final int KILLS = LONG ? 25 : 3;
  private static final int CHANGES = LONG ? 30 : 5;
  private static final int RECORDS_A_FILE = LONG ? 1500 : 120;
  private static final int FILES_KEPT = 60;
  private static final Instant DELIVERED = Instant.parse("2026-03-01T00:05:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final TenantId tenant = new TenantId("t-" + UUID.randomUUID());
  private final String group = "group-of-" + tenant;
  private final ConnectionId connection = new ConnectionId(UUID.randomUUID());
  private final Set<String> sent = new HashSet<>();
  private final List<LogFile> files = new ArrayList<>();
  private LogFileGenerator generator = new LogFileGenerator(1);

  private static Broker broker;

  private Wire wire;
  private Outlet outlet;

  @BeforeAll
  static void startBroker() {
    broker = Broker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() {
    wire = new Wire(broker.bootstrapServers());
    outlet = new Outlet(wire, connection);
    wire.license(tenant, 1, true, Instant.now().minusSeconds(60));
    wire.state(tenant, connection, 1, ConnectionStatus.ACTIVE, null, null);
  }

  @AfterEach
  void stop() {
    outlet.close();
    wire.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void shouldLoseNothingAndRepeatNothingUnderKillNine(String protocol) {
    // Given
    long seed = 20260301;
    var random = new SplittableRandom(seed);
    generator = new LogFileGenerator(seed);
    List<String> overrides =
        List.of(
            "group=" + group,
            "group-protocol=" + protocol,
            "flush-records=1500",
            "flush-after=PT0.3S");
    int kills = 0;
    int killsBehind = 0;
    try (var one = process("one", overrides);
        var two = process("two", overrides)) {
      send(random, 40);
      await().atMost(PATIENCE).until(() -> outlet.distinct() > 0);

      // When
      while (kills < KILLS) {
        send(random, 25);
        JavaProcess victim = kills % 2 == 0 ? one : two;
        Duration moment = Duration.ofMillis(random.nextInt(50, 1500));
        await().pollDelay(moment).until(() -> true);
        if (isAllOut()) {
          send(random, 25);
        }
        killsBehind += outlet.distinct() < sent.size() ? 1 : 0;
        victim.kill();
        kills++;
        await().pollDelay(Duration.ofMillis(random.nextInt(10, 500))).until(() -> true);
        victim.restart();
        if (kills % 3 == 0) {
          int before = outlet.distinct();
          await().atMost(PATIENCE).until(() -> outlet.distinct() > before || isAllOut());
        }
      }

      // Then
      awaitAll("seed " + seed);
      System.out.printf(
          "kill -9: protocol=%s seed=%d events=%d kills=%d of them behind=%d lost=0 twice=0%n",
          protocol, seed, sent.size(), kills, killsBehind);
      assertThat(killsBehind)
          .as("kills while something was inside, seed %d", seed)
          .isEqualTo(kills);
      assertThat(one.isAlive() && two.isAlive()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void shouldLoseNothingAndRepeatNothingWhileInstancesJoinAndLeave(String protocol) {
    // Given
    var random = new SplittableRandom(7);
    Map<String, String> overrides =
        Map.of(
            "group",
            group,
            "group-protocol",
            protocol,
            "flush-records",
            "500",
            "flush-after",
            "PT0.2S");
    List<LoopUnderTest> running = new ArrayList<>();

    // When
    for (int change = 0; change < CHANGES; change++) {
      send(random, 12);
      if (running.size() < 2 || (running.size() < 3 && random.nextBoolean())) {
        running.add(new LoopUnderTest(broker.bootstrapServers(), "i" + change, overrides));
      } else {
        running.remove(random.nextInt(running.size())).close();
      }
      await().pollDelay(Duration.ofMillis(random.nextInt(100, 1200))).until(() -> true);
    }

    // Then
    awaitAll("seed 7");
    System.out.printf(
        "join and leave: protocol=%s seed=7 events=%d changes=%d lost=0 twice=0%n",
        protocol, sent.size(), CHANGES);
    assertThat(running).allMatch(loop -> loop.state() == IngestionLoop.State.RUNNING);
    running.forEach(LoopUnderTest::close);
  }

  @Test
  void shouldKnowAfterARestartWhatCameOutBefore() {
    // Given
    var random = new SplittableRandom(3);
    try (var _ = new LoopUnderTest(broker.bootstrapServers(), "one", Map.of("group", group))) {
      send(random, 10);
      awaitAll("seed 3");
    }

    // When
    try (var _ = new LoopUnderTest(broker.bootstrapServers(), "two", Map.of("group", group))) {
      files.forEach(file -> wire.batch(tenant, connection, file.again("again")));
      send(random, 3);

      // Then
      awaitAll("seed 3");
    }
  }

  @Test
  void shouldFenceAnInstanceThatStoodStillAndWentOn() {
    assumeTrue(LONG, "waits for a session and a transaction to time out: --long only");

    // Given
    var random = new SplittableRandom(90);
    List<String> overrides = List.of("group=" + group, "flush-records=500", "flush-after=PT0.2S");
    try (var zombie = process("zombie", overrides)) {
      send(random, 40);
      await().atMost(PATIENCE).until(() -> outlet.distinct() > 0);
      send(random, 60);
      zombie.freeze();
      try (var _ = process("heir", overrides)) {
        await().atMost(PATIENCE).until(this::isAllOut);

        // When
        zombie.thaw();
        send(random, 60);

        // Then
        awaitAll("seed 90");
        System.out.printf(
            "zombie: seed=90 events=%d lost=0 twice=0 zombie alive=%s%n",
            sent.size(), zombie.isAlive());
      }
    }
  }

  @Test
  void shouldEndWhereAnotherInstanceHasItsName() {
    // Given
    try (var first = new LoopUnderTest(broker.bootstrapServers(), "same", Map.of("group", group));
        var second = new LoopUnderTest(broker.bootstrapServers(), "same", Map.of("group", group))) {

      // When
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                send(new SplittableRandom(sent.size()), 6);
                return first.state() == IngestionLoop.State.FAILED
                    || second.state() == IngestionLoop.State.FAILED;
              });

      // Then: the other one finishes the work
      awaitAll("same name");
    }
  }

  private JavaProcess process(String instance, List<String> overrides) {
    List<String> arguments = new ArrayList<>(List.of(broker.bootstrapServers(), instance));
    arguments.addAll(overrides);
    return new JavaProcess("loop-" + instance, "192m", LoopUnderTest.class, arguments);
  }

  /** Files of several accounts; about a third of their events were in an earlier file too. */
  private void send(SplittableRandom random, int count) {
    for (int i = 0; i < count; i++) {
      String account = "%012d".formatted(random.nextInt(1, 9) * 111_111_111_111L);
      LogFile fresh =
          generator.next(account, "eu-west-1", DELIVERED, random.nextInt(1, RECORDS_A_FILE));
      List<LogEvent> events = new ArrayList<>(fresh.events());
      for (LogFile earlier : files) {
        if (earlier.account().equals(account) && random.nextInt(20) == 0) {
          events.addAll(earlier.events());
        }
      }
      LogFile file =
          new LogFile(account, fresh.region(), fresh.deliveredAt(), fresh.unique(), events);
      files.add(fresh);
      if (files.size() > FILES_KEPT) {
        files.removeFirst();
      }
      sent.addAll(fresh.eventIds());
      wire.batch(tenant, connection, file);
    }
  }

  private boolean isAllOut() {
    return outlet.distinct() >= sent.size();
  }

  private void awaitAll(String seed) {
    await().atMost(PATIENCE).until(this::isAllOut);
    // What came too often may come late: one more event per account says that all before it is out.
    send(new SplittableRandom(99), 30);
    await().atMost(PATIENCE).until(this::isAllOut);
    Map<String, Integer> times = outlet.times();
    Set<String> lost = new TreeSet<>(sent);
    lost.removeAll(times.keySet());
    assertThat(lost).as("lost, %s", seed).isEmpty();
    assertThat(times.entrySet().stream().filter(e -> e.getValue() > 1))
        .as("came out more than once, %s", seed)
        .isEmpty();
    assertThat(times).hasSize(sent.size());
  }
}
