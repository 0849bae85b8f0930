package io.trailbridge.sandbox;

import io.trailbridge.testbed.aws.CloudTrailWriter.Written;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Keeps which events must come out for a connection, and holds what came out against it: none lost,
 * none twice, none that was not wanted.
 */
final class Ledger {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final PublishedEvents published;
  private final Pipeline pipeline;
  private final Map<String, Set<String>> wanted = new HashMap<>();

  Ledger(PublishedEvents published, Pipeline pipeline) {
    this.published = published;
    this.pipeline = pipeline;
  }

  /** These events must come out for the connection. */
  void expect(String connection, Collection<Written> files) {
    files.forEach(file -> expectIds(connection, file.eventIds()));
  }

  void expectIds(String connection, Collection<String> eventIds) {
    wanted.computeIfAbsent(connection, _ -> new HashSet<>()).addAll(eventIds);
  }

  /** How many events have come out for the connection so far. */
  int out(String connection) {
    return published.of(connection).size();
  }

  /** How many events must come out for the connection. */
  int due(String connection) {
    return wanted.getOrDefault(connection, Set.of()).size();
  }

  /** Waits until as many have come out as were wanted and nothing is on its way, then compares. */
  String settle(String connection) {
    Set<String> due = wanted.getOrDefault(connection, Set.of());
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> out(connection) >= due.size());
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(verdict(due, published.of(connection)), e);
    }
    pipeline.awaitDrained();
    List<PublishedEvents.Event> events = published.of(connection);
    String verdict = verdict(due, events);
    if (events.size() != due.size() || !due.equals(ids(events))) {
      throw new IllegalStateException(verdict);
    }
    return verdict;
  }

  private static String verdict(Set<String> due, List<PublishedEvents.Event> events) {
    Set<String> out = ids(events);
    Set<String> lost = new TreeSet<>(due);
    lost.removeAll(out);
    Set<String> unwanted = new TreeSet<>(out);
    unwanted.removeAll(due);
    return "%,d events, lost %d, twice %d, unwanted %d"
        .formatted(events.size(), lost.size(), events.size() - out.size(), unwanted.size());
  }

  private static Set<String> ids(List<PublishedEvents.Event> events) {
    Set<String> ids = new HashSet<>();
    events.forEach(event -> ids.add(event.id()));
    return ids;
  }
}
