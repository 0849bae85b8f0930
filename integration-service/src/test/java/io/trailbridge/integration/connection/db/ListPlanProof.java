package io.trailbridge.integration.connection.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.connection.ConnectionStore.Position;
import io.trailbridge.integration.connection.ConnectionStore.Query;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.integration.connection.Crowd;
import io.trailbridge.messaging.Transactions;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list's query stays a walk along an index, whatever is asked and however many there are. */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class ListPlanProof {
  private static final boolean LONG = "long".equals(System.getProperty("trailbridge.proof"));
  private static final int OF_ONE_TENANT = LONG ? 100_000 : 2_000;
  private static final int OF_OTHERS = LONG ? 900_000 : 18_000;

  @Inject Connections connections;
  @Inject EntityManager entities;
  @Inject Transactions transactions;
  Broker broker;
  Database database;
  Stage stage;
  Crowd crowd;

  @BeforeEach
  void enter() throws Exception {
    stage = new Stage(broker, connections).licensed();
    crowd = new Crowd(database);
    String id = stage.active("222222222222");
    crowd.ofItsTenant(id, OF_ONE_TENANT);
    crowd.ofOthers(id, OF_OTHERS);
    crowd.analyze();
  }

  @AfterEach
  void leave() throws Exception {
    crowd.leave(stage.tenant);
    stage.close();
  }

  @Test
  void shouldReadAPageAlongAnIndexWhateverIsAsked() {
    // Given
    Position middle =
        new Position(
            Instant.now().minusSeconds(OF_ONE_TENANT / 2),
            new ConnectionId(new UUID(0x0190f7c2aaaa7bbbL, 0x8ccc0123456789abL)));
    Set<ConnectionStatus> one = EnumSet.of(ConnectionStatus.ACTIVE);
    Set<ConnectionStatus> rare = EnumSet.of(ConnectionStatus.DISCONNECTED);
    Set<ConnectionStatus> two = EnumSet.of(ConnectionStatus.ACTIVE, ConnectionStatus.PAUSED);
    List<Query> asked =
        List.of(
            query(Set.of(), null, null, null),
            query(Set.of(), null, null, middle),
            query(one, null, null, null),
            query(one, null, null, middle),
            query(rare, null, null, middle),
            query(two, null, null, middle),
            query(Set.of(), true, null, middle),
            query(Set.of(), false, null, null));
    List<Query> searched =
        List.of(
            query(Set.of(), null, "account 4321", null),
            query(Set.of(), null, "1000000", middle),
            query(one, true, "account", middle));

    // When
    List<String> plans = asked.stream().map(this::plan).toList();
    List<String> searches = searched.stream().map(this::plan).toList();

    // Then
    assertThat(plans)
        .allSatisfy(
            plan ->
                assertThat(plan)
                    .contains("Index Scan using connection_list")
                    .contains("tenant_id")
                    .doesNotContain("Seq Scan")
                    .doesNotContain("Bitmap"));
    // What few names contain is looked for in every row of the tenant, but in no other's.
    assertThat(searches)
        .allSatisfy(
            plan -> assertThat(plan).contains("connection_list").doesNotContain("Seq Scan"));
    // Nothing is sorted where one status or none is asked for: the index has the order.
    assertThat(plans.subList(0, 5)).noneMatch(plan -> plan.contains("Sort"));
    // The page begins at its cursor, not at the first row.
    assertThat(plans.get(1)).containsPattern("Index Cond: .*ROW\\(created_at, id\\)");
    assertThat(plans.get(3)).containsPattern("Index Cond: .*ROW\\(created_at, id\\)");
    System.out.printf(
        "lists of %,d connections of a tenant among %,d: queries that walk an index %d, searches"
            + " that keep to the tenant's rows %d%n",
        OF_ONE_TENANT, OF_ONE_TENANT + OF_OTHERS, plans.size(), searches.size());
  }

  private Query query(
      Set<ConnectionStatus> statuses,
      @Nullable Boolean organization,
      @Nullable String text,
      @Nullable Position after) {
    return new Query(
        new TenantId(stage.tenant), statuses, organization, text, Instant.now(), after, 51);
  }

  /** As the service asks: in the tenant's transaction, where the rows' policies hold. */
  private String plan(Query query) {
    PageSql sql = PageSql.of(query);
    return transactions.asTenant(
        query.tenant(),
        () -> {
          var explain = entities.createNativeQuery("explain " + sql.text(), String.class);
          sql.values().forEach(explain::setParameter);
          List<?> lines = explain.getResultList();
          return lines.stream().map(Object::toString).collect(Collectors.joining("\n"));
        });
  }
}
