package io.trailbridge.integration.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.shared.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackfillPlanTest {
  private static final Instant FROM = Instant.parse("2026-02-27T22:30:00Z");
  private static final Instant TO = Instant.parse("2026-03-01T01:00:00Z");

  @Test
  void shouldCutByDayAccountAndRegionWithoutHoleOrOverlap() {
    // Given
    Connection connection = organization(List.of("333333333333", "444444444444"));
    BackfillPlan plan = plan(connection);

    // When
    List<BackfillLogs> slices = new ArrayList<>();
    for (long first = 0; first < plan.size(); first += 50) {
      slices.addAll(plan.commands(connection, first, 50));
    }

    // Then
    assertThat(slices).hasSize((int) plan.size());
    assertThat(plan.size()).isEqualTo(3L * 2 * plan.regions().size());
    assertThat(new HashSet<>(slices)).hasSameSizeAs(slices);
    Duration covered =
        slices.stream()
            .filter(it -> it.account().value().equals("333333333333"))
            .filter(it -> it.logRegion().value().equals("eu-central-1"))
            .map(it -> Duration.between(it.from(), it.to()))
            .reduce(Duration.ZERO, Duration::plus);
    assertThat(covered).isEqualTo(Duration.between(FROM, TO));
    assertThat(slices).allMatch(it -> it.wholeOrganization() == null);
    assertThat(slices.getFirst().from()).isEqualTo(FROM);
    assertThat(slices.getLast().to()).isEqualTo(TO);
  }

  @Test
  void shouldTakeTheAccountItselfWhereThereIsNoOrganization() {
    // Given
    Connection connection = Play.pull().active().is;

    // When // Then
    assertThat(plan(connection).accounts()).containsExactly(Play.ACCOUNT);
  }

  @Test
  void shouldAskForAWholeOrganizationWhereAllAccountsAreWanted() {
    // Given
    Connection all = organization(null);
    BackfillPlan plan = plan(all);

    // When
    List<BackfillLogs> slices = plan.commands(all, 0, BackfillPlan.WINDOW);

    // Then
    assertThat(plan.size()).isEqualTo(3L * plan.regions().size());
    assertThat(slices)
        .hasSize((int) plan.size())
        .allMatch(it -> Boolean.TRUE.equals(it.wholeOrganization()))
        .allMatch(it -> it.account().equals(Play.ACCOUNT));
  }

  @Test
  void shouldHaveNothingToDoForAnEmptyGap() {
    // Given
    Connection connection = Play.pull().active().is;
    Gap gap = Gap.running(new Draft(connection).newGapId(), FROM, FROM);

    // When // Then
    assertThat(BackfillPlan.of(connection, gap).size()).isZero();
  }

  private static BackfillPlan plan(Connection connection) {
    return BackfillPlan.of(connection, Gap.running(new Draft(connection).newGapId(), FROM, TO));
  }

  private static Connection organization(@Nullable List<String> accounts) {
    Wish wish = Play.wish("N", "eu-central-1", Delivery.PULL);
    Play play = Play.pull();
    play.is =
        Play.connection(
            new Wish(
                wish.name(),
                wish.region(),
                true,
                accounts == null ? null : accounts.stream().map(AccountId::new).toList(),
                wish.resources(),
                wish.delivery(),
                true));
    return play.active().is;
  }
}
