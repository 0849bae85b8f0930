package io.trailbridge.integration.connection.domain;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionDeprovisioned;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.connection.domain.Decision.Moved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A connection to which one thing happens after the other, a minute apart. */
public final class Play {
  public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  public static final AccountId ACCOUNT = new AccountId("222222222222");
  public static final HealthRule RULE = new HealthRule(3, Duration.ofMinutes(5), 2);
  static final Arn ROLE = new Arn("arn:aws:iam::222222222222:role/trailbridge-x-access");
  static final Arn FORWARDER = new Arn("arn:aws:iam::222222222222:role/trailbridge-x-forwarder");
  static final InventoryItem BUCKET =
      new InventoryItem(ResourceKind.BUCKET, new Arn("arn:aws:s3:::trailbridge-x"), true);
  static final InventoryItem TOPIC =
      new InventoryItem(
          ResourceKind.TOPIC, new Arn("arn:aws:sns:eu-central-1:222222222222:x"), true);
  static final Finding FINDING = new Finding("NO_ACCESS", null, "We cannot get in.", "Set up.");

  Connection is;
  Instant now = START;
  final List<ProvisioningCommand> sent = new ArrayList<>();

  Play(Delivery delivery) {
    is = connection(wish("Production", "eu-central-1", delivery));
  }

  /** A new connection of tenant {@code acme}. */
  public static Connection connection(Wish wish) {
    return Connection.create(
        ConnectionId.of("0190f7c2-0000-7000-8000-000000000001"),
        new TenantId("acme"),
        ACCOUNT,
        wish,
        "external-id",
        1,
        START);
  }

  /** A wish for resources of ours. */
  public static Wish wish(String name, String region, Delivery delivery) {
    return new Wish(
        name, new AwsRegion(region), false, null, new Resources.New(null, 90), delivery, true);
  }

  static Play pull() {
    return new Play(Delivery.PULL);
  }

  Play then(Input... inputs) {
    for (Input input : inputs) {
      decide(input);
    }
    return this;
  }

  Decision decide(Input input) {
    now = now.plus(Duration.ofMinutes(1));
    Decision decision = Decider.decide(is, input, now);
    if (decision instanceof Moved moved) {
      is = moved.next();
      sent.addAll(moved.messages());
    }
    return decision;
  }

  /** The worker does what the newest wish says. */
  Play obeyed() {
    return then(reconciled(is.generation(), true, is.forwarding()));
  }

  Play active() {
    return then(setUp()).obeyed();
  }

  Input.SetupCompleted setUp() {
    return new Input.SetupCompleted(ROLE, is.wish().delivery() == Delivery.PUSH ? FORWARDER : null);
  }

  Input.Reconciled reconciled(long generation, boolean provisioned, Forwarding forwarding) {
    return reconciled(generation, provisioned, forwarding, List.of(BUCKET, TOPIC));
  }

  Input.Reconciled reconciled(
      long generation, boolean provisioned, Forwarding forwarding, List<InventoryItem> inventory) {
    return new Input.Reconciled(
        new ConnectionReconciled(
            is.id(),
            is.tenantId(),
            generation,
            provisioned,
            forwarding,
            null,
            inventory,
            provisioned ? List.of() : List.of(FINDING),
            is.access().secretVersion(),
            7,
            1000,
            null));
  }

  Input.Failed failed(long generation) {
    return new Input.Failed(
        new ProvisioningFailed(is.id(), is.tenantId(), generation, FINDING, List.of(BUCKET)));
  }

  Input.Verified verified(long generation, Health health) {
    return verified(generation, health, "TRAIL_LOGGING");
  }

  Input.Verified verified(long generation, Health health, String code) {
    boolean passed = health == Health.HEALTHY;
    return new Input.Verified(
        new ConnectionVerified(
            is.id(),
            is.tenantId(),
            generation,
            health,
            List.of(
                new Check(
                    code,
                    passed,
                    null,
                    passed ? null : "It is not as it should be.",
                    passed ? null : "Mend it.")),
            null),
        RULE);
  }

  Input.Deprovisioned deprovisioned(long generation) {
    return new Input.Deprovisioned(
        new ConnectionDeprovisioned(
            is.id(),
            is.tenantId(),
            generation,
            List.of(TOPIC),
            List.of(new Leftover(ResourceKind.BUCKET, BUCKET.arn(), "It holds log files."))));
  }

  /** A verification of the newest wish. */
  Play looked(Health health) {
    return then(verified(is.generation(), health));
  }

  /** A verification of the newest wish in which this link failed. */
  Play looked(String failed) {
    return then(verified(is.generation(), Health.LOST, failed));
  }

  Play lost() {
    for (int i = 0; i < 7; i++) {
      then(verified(is.generation(), Health.LOST));
    }
    return this;
  }
}
