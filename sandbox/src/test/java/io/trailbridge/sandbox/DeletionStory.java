package io.trailbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connection goes, and leaves the account as it was. */
@ExtendWith(SharedSandbox.class)
class DeletionStory {
  private final World world;

  DeletionStory(World world) {
    this.world = world;
  }

  @Test
  void shouldLeaveTheAccountAsItWas() {
    // Given
    Tenant tenant = world.tenant("deletes-all").licensed();
    AwsAccount account = world.account("600000000401");
    furnish(account);
    Set<String> before = account.everything();
    String connection = tenant.connect(account);
    world.ledger().expect(connection, account.write(connection, 2, 20));
    world.ledger().settle(connection);
    JsonNode inventory = tenant.console().connection(connection).path("inventory");

    // When
    tenant.remove(connection, account, true);

    // Then
    assertThat(before).anyMatch(name -> name.contains("reports-of-600000000401"));
    assertThat(inventory.findValuesAsText("kind"))
        .contains("ROLE", "BUCKET", "TOPIC", "NOTIFICATION", "TRAIL", "SUBSCRIPTION");
    assertThat(account.everything()).isEqualTo(before);
    assertThat(tagged(account)).isEmpty();
    JsonNode deleted = tenant.console().connection(connection);
    assertThat(deleted.path("actions")).isEmpty();
    assertThat(deleted.path("inventory")).isEmpty();
  }

  @Test
  void shouldKeepTheLogsUnlessToldOtherwiseAndSaySo() {
    // Given
    Tenant tenant = world.tenant("keeps-logs").licensed();
    AwsAccount account = world.account("600000000402");
    furnish(account);
    Set<String> before = account.everything();
    String connection = tenant.connect(account);
    world.ledger().expect(connection, account.write(connection, 2, 20));
    world.ledger().settle(connection);
    String bucket = "trailbridge-" + AwsAccount.hex(connection);

    // When
    tenant.remove(connection, account, false);

    // Then
    Set<String> withBucket = new TreeSet<>(before);
    withBucket.add("Name " + bucket);
    assertThat(account.everything()).isEqualTo(withBucket);
    assertThat(account.ask("s3api", "list-objects-v2", "--bucket", bucket).path("Contents"))
        .hasSize(2);
    JsonNode left =
        tenant
            .console()
            .api()
            .get("/api/v1/connections/" + connection + "/deletion")
            .expect(200)
            .body()
            .path("left");
    assertThat(left.findValuesAsText("kind")).containsExactly("BUCKET");
    assertThat(left.findValuesAsText("reason")).allMatch(reason -> !reason.isBlank());
  }

  @Test
  void shouldDeleteAtOnceWhatWasNeverSetUp() {
    // Given
    Tenant tenant = world.tenant("deletes-nothing").licensed();
    String connection = tenant.create(world.account("600000000403"));

    // When
    JsonNode answer = tenant.console().delete(connection, false);

    // Then
    assertThat(answer.path("status").asText()).isEqualTo("DELETED");
    assertThat(answer.path("commands")).isEmpty();
    assertThat(tenant.console().status(connection)).isEqualTo("DELETED");
  }

  /** What is the customer's own. */
  private static void furnish(AwsAccount account) {
    account.ask(
        "s3api",
        "create-bucket",
        "--bucket",
        "reports-of-" + account.id(),
        "--create-bucket-configuration",
        "LocationConstraint=" + Tenant.REGION);
    account.ask("sns", "create-topic", "--name", "alarms");
  }

  private static JsonNode tagged(AwsAccount account) {
    return account
        .ask(
            "resourcegroupstaggingapi",
            "get-resources",
            "--tag-filters",
            "Key=trailbridge:connection")
        .path("ResourceTagMappingList");
  }
}
