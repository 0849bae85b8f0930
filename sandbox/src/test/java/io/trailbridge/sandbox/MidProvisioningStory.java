package io.trailbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailbridge.testbed.aws.SandboxAws;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Something comes between while a connection is being provisioned: AWS holds the worker there. */
@ExtendWith(SharedSandbox.class)
class MidProvisioningStory {
  private static final int MANY = 10_000;
  private static final String MEMBER = "600000000613";
  private static final String OTHER_MEMBER = "600000000614";

  private final World world;
  private final SandboxAws aws;

  MidProvisioningStory(World world) {
    this.world = world;
    this.aws = world.sandbox().aws().emulator();
  }

  @Test
  void shouldEndWellWhateverComesBetween() {
    // Given
    Tenant expiring = world.tenant("expires-midway").licensed();
    Tenant editing = world.tenant("edits-midway").licensed();
    Tenant deleting = world.tenant("deletes-midway").licensed();
    AwsAccount expired = world.account("600000000611");
    AwsAccount edited = world.account("600000000612");
    AwsAccount deleted = world.account("600000000615");
    aws.organization(edited.id(), List.of(MEMBER, OTHER_MEMBER));
    String toPause = expiring.create(expired);
    String toEdit =
        editing.create(
            Console.organizationDraft("Edited", edited.id(), Tenant.REGION, List.of(MEMBER)));
    String toDelete = deleting.create(deleted);
    var before = deleted.everything();
    hold(expired, "THROTTLE");
    hold(edited, "ERROR");
    hold(deleted, "THROTTLE");
    World.atOnce(
        () -> expiring.setUp(toPause, expired),
        () -> editing.setUp(toEdit, edited),
        () -> deleting.setUp(toDelete, deleted));
    List.of(expired, edited, deleted).forEach(this::awaitHeld);

    // When
    expiring.console().license(Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MILLIS));
    Awaitility.await()
        .atMost(Console.PATIENCE)
        .until(() -> expiring.console().holds(toPause).contains("LICENSE"));
    Api.Answer tooEarly = patchAccounts(editing, toEdit);
    String command = deleting.beginRemoval(toDelete, true);
    String held = expiring.console().status(toPause);
    aws.clearFaults();

    // Then
    assertThat(held).isEqualTo("PROVISIONING");
    assertThat(tooEarly.status()).isEqualTo(409);
    assertThat(tooEarly.text("type")).endsWith("action-not-allowed");
    assertPaused(expiring, toPause, expired);
    assertEdited(editing, toEdit);
    deleted.shell().paste(command + " </dev/null").expectSuccess();
    deleting.console().awaitStatus(toDelete, "DELETED");
    assertThat(deleted.everything()).isEqualTo(before);

    // When
    expiring.licensed();

    // Then
    expiring.console().awaitStatus(toPause, "ACTIVE");
    expired.awaitSubscriptions(toPause, 1);
  }

  private void assertPaused(Tenant tenant, String connection, AwsAccount account) {
    tenant.console().awaitStatus(connection, "PAUSED");
    JsonNode paused = tenant.console().connection(connection);
    assertThat(paused.path("holds").toString()).isEqualTo("[\"LICENSE\"]");
    assertThat(paused.path("inventory").findValuesAsText("kind"))
        .contains("BUCKET", "TOPIC", "TRAIL")
        .doesNotContain("SUBSCRIPTION");
    assertThat(account.subscriptions(connection)).isZero();
  }

  private static void assertEdited(Tenant tenant, String connection) {
    tenant.console().awaitStatus(connection, "ACTIVE");
    Api.Answer now = patchAccounts(tenant, connection);
    assertThat(now.status()).as(now.body().toString()).isEqualTo(200);
    assertThat(tenant.console().status(connection)).isEqualTo("ACTIVE");
    assertThat(tenant.console().connection(connection).path("accounts").toString())
        .isEqualTo("[\"" + OTHER_MEMBER + "\"]");
  }

  private static Api.Answer patchAccounts(Tenant tenant, String connection) {
    Api api = tenant.console().api();
    String path = "/api/v1/connections/" + connection;
    return api.patch(path, api.get(path).etag(), "{\"accounts\":[\"" + OTHER_MEMBER + "\"]}");
  }

  /** From now on the account takes no trail. */
  private void hold(AwsAccount account, String kind) {
    aws.fault(account.id(), "cloudtrail", "CreateTrail", kind, 0, MANY);
  }

  private void awaitHeld(AwsAccount account) {
    Awaitility.await("the worker to ask account " + account.id() + " for a trail")
        .atMost(Console.PATIENCE)
        .until(() -> aws.counts().containsKey(account.id() + " cloudtrail CreateTrail"));
  }
}
