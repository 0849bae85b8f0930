package io.trailbridge.contracts;

import io.trailbridge.contracts.cloudtrail.LogObjectMessage;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.cloudtrail.StatsMessage;
import io.trailbridge.contracts.cloudtrail.StatsMessage.ConnectionStats;
import io.trailbridge.contracts.cloudtrail.StatsMessage.IntakeHeartbeat;
import io.trailbridge.contracts.connection.ConnectionStateMessage;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Hold;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpiring;
import io.trailbridge.contracts.license.LicenseEvent.LicenseRenewed;
import io.trailbridge.contracts.license.LicenseGrant;
import io.trailbridge.contracts.license.LicenseGrant.LicenseGranted;
import io.trailbridge.contracts.license.LicenseGrant.LicenseRevoked;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.license.OrderId;
import io.trailbridge.contracts.provisioning.AwsCall;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.ConnectionSpec;
import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.DeprovisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.PauseForwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ProvisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ResumeForwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.UpdateConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.VerifyConnection;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation.SubscriptionOffered;
import io.trailbridge.contracts.provisioning.ProvisioningResult;
import io.trailbridge.contracts.provisioning.ProvisioningResult.BackfillFinished;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionDeprovisioned;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** One message of every kind with every field set, and one with the optional fields absent. */
final class Samples {
  static final List<Class<?>> TOPICS =
      List.of(
          ProvisioningCommand.class,
          ProvisioningResult.class,
          ProvisioningConfirmation.class,
          ConnectionStateMessage.class,
          LicenseEvent.class,
          LicenseGrant.class,
          LogObjectMessage.class,
          StatsMessage.class);

  private static final ConnectionId CONNECTION =
      ConnectionId.of("0190f7c2-5a3e-7c11-9d2b-3f4e5a6b7c8d");
  private static final TenantId TENANT = new TenantId("acme-security");
  private static final AccountId ACCOUNT = new AccountId("222222222222");
  private static final AwsRegion REGION = new AwsRegion("eu-central-1");
  private static final GapId GAP = GapId.of("0190f7c2-0000-7000-8000-000000000001");
  private static final String NAME = "trailbridge-0190f7c25a3e7c119d2b3f4e5a6b7c8d";
  private static final Arn ACCESS_ROLE =
      new Arn("arn:aws:iam::222222222222:role/" + NAME + "-access");
  private static final Arn FORWARDER_ROLE =
      new Arn("arn:aws:iam::222222222222:role/" + NAME + "-forwarder");
  private static final Arn BUCKET = new Arn("arn:aws:s3:::" + NAME);
  private static final Arn TOPIC = new Arn("arn:aws:sns:eu-central-1:222222222222:" + NAME);
  private static final Arn TRAIL =
      new Arn("arn:aws:cloudtrail:eu-central-1:222222222222:trail/" + NAME);
  private static final Arn KEY =
      new Arn("arn:aws:kms:eu-central-1:222222222222:key/7f0f6c0e-1111-2222-3333-444455556666");
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-23T16:34:28.110505Z");
  private static final String EXTERNAL_ID = "tb-4f3c2a1b5d6e7f809182a3b4c5d6e7f8";

  private static final ConnectionSpec FULL_SPEC =
      new ConnectionSpec(
          Partition.AWS,
          ACCOUNT,
          REGION,
          true,
          "o-exampleorgid",
          new Resources.Existing(TRAIL, TOPIC, KEY, new AccountId("333333333333")),
          Delivery.PUSH,
          Forwarding.ON,
          ACCESS_ROLE,
          EXTERNAL_ID,
          FORWARDER_ROLE,
          2);

  private static final ConnectionSpec SPARSE_SPEC =
      new ConnectionSpec(
          Partition.AWS_US_GOV,
          ACCOUNT,
          new AwsRegion("us-gov-west-1"),
          false,
          null,
          new Resources.New(null, 90),
          Delivery.PULL,
          Forwarding.OFF,
          ACCESS_ROLE,
          EXTERNAL_ID,
          null,
          1);

  private static final ConnectionSpec NEW_WITH_KEY =
      new ConnectionSpec(
          Partition.AWS,
          ACCOUNT,
          REGION,
          true,
          "o-exampleorgid",
          new Resources.New(KEY, 365),
          Delivery.PULL,
          Forwarding.ON,
          ACCESS_ROLE,
          EXTERNAL_ID,
          FORWARDER_ROLE,
          2);

  private static final ConnectionSpec EXISTING_BARE =
      new ConnectionSpec(
          Partition.AWS,
          ACCOUNT,
          REGION,
          false,
          null,
          new Resources.Existing(TRAIL, null, null, null),
          Delivery.PULL,
          Forwarding.ON,
          ACCESS_ROLE,
          EXTERNAL_ID,
          null,
          1);

  private static final List<InventoryItem> INVENTORY =
      List.of(
          new InventoryItem(ResourceKind.BUCKET, BUCKET, true),
          new InventoryItem(ResourceKind.TOPIC, TOPIC, false));

  private static final Finding FULL_FINDING =
      new Finding(
          "CONFUSED_DEPUTY",
          ACCESS_ROLE.value(),
          "The role lets us in without the ExternalId.",
          "Run the set-up again: it mends the role's trust policy.");

  private static final Finding SPARSE_FINDING =
      new Finding(
          "ACCESS_DENIED", null, "AWS refused the call.", "Ask for the exception in your policy.");

  private Samples() {}

  static List<Object> full() {
    return List.of(
        new ProvisionConnection(CONNECTION, TENANT, 3, FULL_SPEC),
        new PauseForwarding(CONNECTION, TENANT, 4, FULL_SPEC),
        new ResumeForwarding(CONNECTION, TENANT, 5, FULL_SPEC),
        new UpdateConnection(CONNECTION, TENANT, 6, NEW_WITH_KEY),
        new VerifyConnection(CONNECTION, TENANT, 6, FULL_SPEC),
        new BackfillLogs(CONNECTION, TENANT, 6, FULL_SPEC, GAP, ACCOUNT, REGION, NOON, LATER, true),
        new DeprovisionConnection(CONNECTION, TENANT, 7, FULL_SPEC, true, INVENTORY),
        new ConnectionReconciled(
            CONNECTION,
            TENANT,
            3,
            true,
            Forwarding.ON,
            "o-exampleorgid",
            INVENTORY,
            List.of(FULL_FINDING),
            2,
            21,
            4200,
            new AwsCall("CloudTrail", "CreateTrail", 812)),
        new ProvisioningFailed(CONNECTION, TENANT, 3, FULL_FINDING, INVENTORY),
        new ConnectionVerified(
            CONNECTION,
            TENANT,
            3,
            Health.LOST,
            List.of(
                new Check("ROLE_ASSUMABLE", true, NOON, null, null),
                new Check(
                    "TRAIL_LOGGING",
                    false,
                    NOON,
                    "The trail does not log.",
                    "Start logging on the trail.")),
            LATER),
        new BackfillFinished(CONNECTION, TENANT, GAP, ACCOUNT, REGION, NOON, LATER, 288, 1),
        new ConnectionDeprovisioned(
            CONNECTION,
            TENANT,
            7,
            INVENTORY,
            List.of(new Leftover(ResourceKind.ROLE, ACCESS_ROLE, "Roles are the script's."))),
        new SubscriptionOffered(CONNECTION, TENANT, TOPIC, "2336412f37fb687f5d51e6e241d59b68"),
        new ConnectionState(
            CONNECTION,
            TENANT,
            ConnectionStatus.PAUSED,
            Set.of(Hold.LICENSE, Hold.USER),
            NOON,
            4,
            9,
            Partition.AWS,
            ACCOUNT,
            REGION,
            true,
            "o-exampleorgid",
            List.of(new AccountId("333333333333"), new AccountId("444444444444")),
            Delivery.PULL,
            2,
            ACCESS_ROLE,
            EXTERNAL_ID,
            List.of(TOPIC),
            NAME,
            new AccountId("333333333333"),
            "central/logs"),
        licence(1),
        licence(2),
        licence(3),
        licence(4),
        new LicenseGranted(
            new OrderId("order-2026-000017"), TENANT, LicensePackage.PUBLIC_CLOUD, NOON, LATER),
        new LicenseRevoked(new OrderId("order-2026-000018"), TENANT, LicensePackage.PUBLIC_CLOUD),
        new LogObject(
            CONNECTION,
            TENANT,
            NAME,
            "AWSLogs/222222222222/CloudTrail/eu-central-1/2026/11/23/file.json.gz",
            48_213L,
            "9b2cf535f27731c974343645a3985328",
            Origin.LIVE),
        new ConnectionStats(CONNECTION, TENANT, 1000, 90_000, 12, 3, 1, 2, NOON, LATER),
        new IntakeHeartbeat(NOON));
  }

  static List<Object> sparse() {
    return List.of(
        new ProvisionConnection(CONNECTION, TENANT, 1, SPARSE_SPEC),
        new PauseForwarding(CONNECTION, TENANT, 2, SPARSE_SPEC),
        new ResumeForwarding(CONNECTION, TENANT, 3, SPARSE_SPEC),
        new UpdateConnection(CONNECTION, TENANT, 4, EXISTING_BARE),
        new VerifyConnection(CONNECTION, TENANT, 4, SPARSE_SPEC),
        new BackfillLogs(
            CONNECTION, TENANT, 4, SPARSE_SPEC, GAP, ACCOUNT, REGION, NOON, LATER, null),
        new DeprovisionConnection(CONNECTION, TENANT, 5, SPARSE_SPEC, false, List.of()),
        new ConnectionReconciled(
            CONNECTION,
            TENANT,
            1,
            false,
            Forwarding.OFF,
            null,
            List.of(),
            List.of(),
            1,
            0,
            0,
            null),
        new ProvisioningFailed(CONNECTION, TENANT, 1, SPARSE_FINDING, List.of()),
        new ConnectionVerified(
            CONNECTION,
            TENANT,
            1,
            Health.UNKNOWN,
            List.of(new Check("ROLE_ASSUMABLE", true, null, null, null)),
            null),
        new BackfillFinished(CONNECTION, TENANT, GAP, ACCOUNT, REGION, NOON, LATER, 0, 0),
        new ConnectionDeprovisioned(CONNECTION, TENANT, 5, List.of(), List.of()),
        new SubscriptionOffered(CONNECTION, TENANT, TOPIC, "2336412f37fb687f5d51e6e241d59b68"),
        new ConnectionState(
            CONNECTION,
            TENANT,
            ConnectionStatus.PENDING,
            Set.of(),
            null,
            0,
            1,
            Partition.AWS,
            ACCOUNT,
            REGION,
            false,
            null,
            null,
            Delivery.PULL,
            1,
            null,
            null,
            List.of(),
            null,
            null,
            null),
        licence(1),
        licence(2),
        licence(3),
        licence(4),
        new LicenseGranted(
            new OrderId("order-2026-000017"), TENANT, LicensePackage.PUBLIC_CLOUD, null, LATER),
        new LicenseRevoked(new OrderId("order-2026-000018"), TENANT, LicensePackage.PUBLIC_CLOUD),
        new LogObject(
            CONNECTION, TENANT, NAME, "AWSLogs/file.json.gz", null, null, Origin.BACKFILL),
        new ConnectionStats(CONNECTION, TENANT, 0, 0, 0, 0, 0, 0, null, LATER),
        new IntakeHeartbeat(NOON));
  }

  /** Licence events have no optional field. */
  private static Object licence(long version) {
    LicensePackage cloud = LicensePackage.PUBLIC_CLOUD;
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    return switch ((int) version) {
      case 1 ->
          new LicenseActivated(
              TENANT, cloud, version, from, true, from, NOON, LicenseReason.GRANTED);
      case 2 ->
          new LicenseExpiring(
              TENANT, cloud, version, from, true, from, NOON, LicenseReason.EXPIRING);
      case 3 ->
          new LicenseExpired(
              TENANT, cloud, version, NOON, false, from, NOON, LicenseReason.EXPIRED);
      default ->
          new LicenseRenewed(
              TENANT, cloud, version, NOON, true, from, LATER, LicenseReason.RENEWED);
    };
  }
}
