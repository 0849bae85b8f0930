package io.trailbridge.integration.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Hostile input at every door to REST: each row must be answered as the contract says, never by a
 * failure of ours, an echo, or a look inside.
 */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class HostileInputProof {
  @Inject Connections connections;
  Broker broker;
  Database database;

  @Test
  void shouldAnswerEveryHostileInputAsTheContractSays() throws Exception {
    try (Stage mine = new Stage(broker, connections).licensed();
        Stage other = new Stage(broker, connections).licensed();
        Stage loud = new Stage(broker, connections).licensed()) {
      // Given
      HostileCaller me = HostileCaller.of(mine);
      HostileCaller them = HostileCaller.of(other);
      Map<String, List<HostileRow>> rows = new LinkedHashMap<>();
      rows.put("one-time tokens and reports", HostileTokenRows.of(me, database));
      rows.put("bodies", HostileBodyRows.of(me));
      rows.put("queries, cursors, patches, keys, orders", HostileOrderRows.of(me, them));
      rows.put("HTTP", HostileWireRows.of(me, them));
      rows.put("too much", List.of(HostileWireRows.flood(HostileCaller.of(loud), them)));

      // When
      List<String> wrong = new ArrayList<>();
      int tried = 0;
      for (var group : rows.entrySet()) {
        int before = wrong.size();
        for (HostileRow row : group.getValue()) {
          fault(row).ifPresent(it -> wrong.add(group.getKey() + ", " + row.what() + ": " + it));
        }
        int count = group.getValue().size();
        tried += count;
        System.out.printf(
            "hostile input: %s: %d rows, %d right%n",
            group.getKey(), count, count - (wrong.size() - before));
      }

      // Then
      System.out.printf(
          "hostile input: %d rows tried, %d rows right%n", tried, tried - wrong.size());
      assertThat(wrong).isEmpty();
    }
  }

  /** A row whose answer never comes, or is no HTTP, is as wrong as any. */
  private static Optional<String> fault(HostileRow row) {
    try {
      return row.trial().call();
    } catch (Exception e) {
      return Optional.of(e.toString());
    }
  }
}
