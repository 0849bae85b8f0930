package io.trailbridge.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import io.trailbridge.provisioning.connection.domain.Removal;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * An account of China or of GovCloud holds, fact by fact, what one of the main partition does, with
 * the partition's names in every ARN. The emulated worker itself is of the main partition.
 */
@QuarkusTest
@WithTestResource(value = TestbedResource.class, scope = TestResourceScope.GLOBAL)
class PartitionsProof {
  @Inject ControlPlane control;
  @Inject Customer customer;
  @Inject CustomerAccounts accounts;

  private record Row(Partition partition, String region, Delivery delivery) {}

  /** How a connection lived; facts in the names of the main partition. */
  private record Life(
      String facts, String ownNames, List<Arn> inventory, List<Check> failed, Removal removal) {}

  @Test
  void shouldNameEverythingByItsPartition() {
    // Given
    List<Row> rows =
        List.of(
            new Row(Partition.AWS, "eu-central-1", Delivery.PULL),
            new Row(Partition.AWS, "eu-central-1", Delivery.PUSH),
            new Row(Partition.AWS_CN, "cn-north-1", Delivery.PULL),
            new Row(Partition.AWS_CN, "cn-north-1", Delivery.PUSH),
            new Row(Partition.AWS_US_GOV, "us-gov-west-1", Delivery.PULL),
            new Row(Partition.AWS_US_GOV, "us-gov-west-1", Delivery.PUSH));

    // When
    List<Life> lives =
        Proofs.sideBySide(rows.stream().<Supplier<Life>>map(it -> () -> live(it)).toList());

    // Then
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Life life = lives.get(i);
      System.out.printf(
          "partitions proof: %s: %d facts, %d of them name the partition%n",
          row, life.facts().lines().count(), life.ownNames().lines().count());
      assertThat(life.facts()).as(row.toString()).isEqualTo(lives.get(i % 2).facts());
      assertThat(life.failed()).as(row.toString()).isEmpty();
      assertThat(life.inventory())
          .as(row.toString())
          .isNotEmpty()
          .allMatch(it -> it.partition().equals(row.partition().id()));
      assertThat(life.ownNames().lines().count())
          .as(row.toString())
          .isEqualTo(lives.get(i % 2).ownNames().lines().count());
      assertThat(life.removal().left())
          .as(row.toString())
          .allMatch(it -> it.kind() == ResourceKind.ROLE);
    }
  }

  private Life live(Row row) {
    Fixture connection = customer.connect(row.partition(), row.region(), row.delivery());
    control.state(connection, ConnectionStatus.PROVISIONING, 1, false);
    if (!(accounts.reconcile(work(connection)) instanceof Reconciled done)) {
      throw new AssertionError("not reconciled: " + row);
    }
    List<Check> failed =
        accounts.verify(work(connection)).checks().stream().filter(it -> !it.passed()).toList();
    String found = Snapshot.of(customer, connection);
    String arn = "arn:" + row.partition().id() + ":";
    return new Life(
        found.replace(arn, "arn:aws:").replace(row.region(), "eu-central-1"),
        String.join("\n", found.lines().filter(it -> it.contains(arn)).toList()),
        done.inventory().stream().map(InventoryItem::arn).toList(),
        failed,
        accounts.remove(work(connection), true, done.inventory()));
  }

  private static Work work(Fixture connection) {
    return new Work(connection.id(), Fixture.TENANT, connection.spec(Forwarding.ON), () -> true);
  }
}
