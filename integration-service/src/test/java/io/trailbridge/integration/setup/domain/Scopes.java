package io.trailbridge.integration.setup.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every kind of connection that has a policy of its own. */
public final class Scopes {
  static final ConnectionId ID = ConnectionId.of("0190f7c2-aaaa-7bbb-8ccc-0123456789ab");

  private static final Arn KEY =
      new Arn("arn:aws:kms:eu-central-1:222222222222:key/11111111-2222-3333-4444-555555555555");
  private static final Arn TRAIL = new Arn("arn:aws:cloudtrail:eu-west-1:222222222222:trail/main");

  private Scopes() {}

  static RoleNames names(String region) {
    AwsRegion at = new AwsRegion(region);
    return new RoleNames(ID, at.partition(), new AccountId("222222222222"), at);
  }

  static PolicyScope scope(
      boolean organization, Resources resources, Delivery delivery, InventoryItem... inventory) {
    return new PolicyScope(
        names("eu-central-1"), organization, resources, delivery, List.of(inventory));
  }

  /** The plans of all scopes. */
  public static List<SetupPlan> plans() {
    return all().values().stream()
        .map(
            scope ->
                SetupPlan.of(
                    scope,
                    new TenantId("acme"),
                    new Arn("arn:aws:iam::111111111111:role/trailbridge-worker"),
                    "2fJx0aQm3nS5pW8rT1vY4zB7"))
        .toList();
  }

  /** The commands of a deployment. */
  public static ShellCommands commands() {
    return new ShellCommands(
        URI.create("https://api.trailbridge.test"), Digest.of("the script".getBytes(UTF_8)));
  }

  static Map<String, PolicyScope> all() {
    Resources plain = new Resources.New(null, 90);
    Resources encrypted = new Resources.New(KEY, 90);
    Resources existing = new Resources.Existing(TRAIL, null, null, null);
    Resources archive =
        new Resources.Existing(
            TRAIL,
            new Arn("arn:aws:sns:eu-west-1:222222222222:trail-files"),
            KEY,
            new AccountId("333333333333"));
    InventoryItem bucket =
        new InventoryItem(ResourceKind.BUCKET, new Arn("arn:aws:s3:::their-logs"), false);
    InventoryItem topic =
        new InventoryItem(
            ResourceKind.TOPIC, new Arn("arn:aws:sns:eu-west-1:222222222222:their-topic"), false);
    Map<String, PolicyScope> all = new LinkedHashMap<>();
    all.put("NEW, PULL", scope(false, plain, Delivery.PULL));
    all.put("NEW, PULL, organization", scope(true, plain, Delivery.PULL));
    all.put("NEW, PULL, with a KMS key", scope(false, encrypted, Delivery.PULL));
    all.put("NEW, PUSH, with a KMS key", scope(false, encrypted, Delivery.PUSH));
    all.put("EXISTING, PULL, at the first set-up", scope(false, existing, Delivery.PULL));
    all.put(
        "EXISTING, PULL, when the set-up is run again",
        scope(false, existing, Delivery.PULL, bucket, topic));
    all.put(
        "EXISTING, PULL, bucket in another account, with a KMS key",
        scope(false, archive, Delivery.PULL));
    all.put("EXISTING, PUSH", scope(false, existing, Delivery.PUSH));
    return all;
  }
}
