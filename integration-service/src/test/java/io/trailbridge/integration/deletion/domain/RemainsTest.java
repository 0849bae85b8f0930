package io.trailbridge.integration.deletion.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.domain.Access;
import io.trailbridge.integration.connection.domain.Condition;
import io.trailbridge.integration.connection.domain.Connection;
import io.trailbridge.integration.connection.domain.Holds;
import io.trailbridge.integration.connection.domain.Lifecycle;
import io.trailbridge.integration.connection.domain.Observed;
import io.trailbridge.integration.connection.domain.Removal;
import io.trailbridge.integration.connection.domain.Wish;
import io.trailbridge.integration.deletion.domain.Remains.Remaining;
import io.trailbridge.integration.setup.domain.RoleNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemainsTest {
  private static final ConnectionId ID = ConnectionId.of("0190f7c2-aaaa-7bbb-8ccc-0123456789ab");
  private static final AccountId ACCOUNT = new AccountId("222222222222");
  private static final AwsRegion REGION = new AwsRegion("eu-central-1");
  private static final RoleNames NAMES = new RoleNames(ID, Partition.AWS, ACCOUNT, REGION);
  private static final String NAME = NAMES.name();
  private static final String HERE = "eu-central-1:222222222222:";

  private static final InventoryItem ROLE =
      ours(ResourceKind.ROLE, "arn:aws:iam::222222222222:role/" + NAME + "-access");
  private static final InventoryItem BUCKET = ours(ResourceKind.BUCKET, "arn:aws:s3:::" + NAME);
  private static final InventoryItem TOPIC = ours(ResourceKind.TOPIC, "arn:aws:sns:" + HERE + NAME);
  private static final InventoryItem TRAIL =
      ours(ResourceKind.TRAIL, "arn:aws:cloudtrail:" + HERE + "trail/" + NAME);
  private static final InventoryItem SUBSCRIPTION =
      ours(
          ResourceKind.SUBSCRIPTION,
          "arn:aws:sns:" + HERE + NAME + ":11111111-2222-3333-4444-555555555555");

  @Test
  void shouldListAllThatIsOursUntilTheWorkerHasAnswered() {
    // Given
    Connection connection =
        deleting(new Removal(false, false, List.of()), ROLE, BUCKET, TOPIC, TRAIL, SUBSCRIPTION);

    // When
    Remains remains = Remains.of(NAMES, connection);

    // Then
    assertThat(remains.ready()).isFalse();
    assertThat(remains.items())
        .containsExactly(item(SUBSCRIPTION), item(TRAIL), item(TOPIC), item(ROLE));
  }

  @Test
  void shouldListWhatTheWorkerLeftAndTheRolesLast() {
    // Given
    Removal removal = new Removal(true, true, List.of(left(TRAIL), left(BUCKET), left(ROLE)));
    Connection connection = deleting(removal, ROLE, BUCKET, TOPIC, TRAIL);

    // When
    Remains remains = Remains.of(NAMES, connection);

    // Then
    assertThat(remains.ready()).isTrue();
    assertThat(remains.items()).containsExactly(item(TRAIL), item(BUCKET), item(ROLE));
    assertThat(remains.lines())
        .endsWith(
            """
            ready true
            left TRAIL %s
            left BUCKET %s
            left ROLE %s
            end removal
            """
                .formatted(TRAIL.arn(), BUCKET.arn(), ROLE.arn()));
  }

  @Test
  void shouldKeepTheBucketUnlessItsLogsAreToGo() {
    // Given
    Removal removal = new Removal(false, true, List.of(left(BUCKET), left(ROLE)));

    // Then
    assertThat(Remains.of(NAMES, deleting(removal, ROLE, BUCKET)).items())
        .containsExactly(item(ROLE));
  }

  @Test
  void shouldMakeNoCommandForWhatIsNotOurs() {
    // Given
    List<InventoryItem> strange = new ArrayList<>();
    strange.add(new InventoryItem(ResourceKind.TOPIC, TOPIC.arn(), false));
    strange.add(ours(ResourceKind.BUCKET, "arn:aws:s3:::payroll"));
    strange.add(ours(ResourceKind.ROLE, "arn:aws:iam::222222222222:role/admin"));
    strange.add(ours(ResourceKind.ROLE, "arn:aws:iam::333333333333:role/" + NAME + "-access"));
    strange.add(ours(ResourceKind.TOPIC, "arn:aws:sns:" + HERE + "alarms"));
    strange.add(ours(ResourceKind.TRAIL, "arn:aws:cloudtrail:" + HERE + "trail/main"));
    strange.add(ours(ResourceKind.QUEUE, "arn:aws:sqs:" + HERE + NAME + "';id;'"));
    strange.add(ours(ResourceKind.FUNCTION, "arn:aws-cn:lambda:" + HERE + "function:" + NAME));
    Removal removal = new Removal(true, false, List.of());

    // Then
    assertThat(Remains.of(NAMES, deleting(removal, strange.toArray(InventoryItem[]::new))).items())
        .containsExactly(item(ROLE));
  }

  @Test
  void shouldSayNothingOfWhatTheWorkerFoundButIsNotOurs() {
    // Given: under our name, without our tag
    Removal removal = new Removal(true, true, List.of(left(TOPIC), left(ROLE)));

    // Then
    assertThat(Remains.of(NAMES, deleting(removal, ROLE)).items()).containsExactly(item(ROLE));
  }

  private static Connection deleting(Removal removal, InventoryItem... inventory) {
    Instant now = Instant.parse("2026-01-01T12:00:00Z");
    return new Connection(
        ID,
        new TenantId("acme"),
        ACCOUNT,
        new Wish(
            "Production", REGION, false, null, new Resources.New(null, 90), Delivery.PULL, true),
        new Access("0f0e0d0c0b0a09080706050403020100", ROLE.arn(), null, 1, 1),
        Lifecycle.DELETING,
        Holds.NONE,
        Condition.UNKNOWN,
        new Observed(true, now, null, List.of(inventory), 1),
        List.of(),
        removal,
        2,
        1,
        3,
        now,
        now,
        null);
  }

  private static InventoryItem ours(ResourceKind kind, String arn) {
    return new InventoryItem(kind, new Arn(arn), true);
  }

  private static Remaining item(InventoryItem item) {
    return new Remaining(item.kind(), item.arn());
  }

  private static Leftover left(InventoryItem item) {
    return new Leftover(item.kind(), item.arn(), "because");
  }
}
