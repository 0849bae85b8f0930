package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.IntakeConfig;
import io.trailbridge.provisioning.connection.ProvisioningConfig;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Inventory;
import io.trailbridge.provisioning.connection.domain.Reconciliation;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Failed;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Superseded;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Unfinished;
import io.trailbridge.provisioning.connection.domain.Removal;
import io.trailbridge.provisioning.connection.domain.Verdict;
import io.trailbridge.provisioning.connection.domain.Verification;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Customers' accounts by AWS's SDK: a session for each run, and the steps in their order. */
@ApplicationScoped
class AwsAccounts implements CustomerAccounts {
  private final AwsClients clients;
  private final Roles roles;
  private final Reconciler reconciler;
  private final Verifier verifier;
  private final RoleProof proof;
  private final Confirmer confirmer;
  private final ProvisioningConfig config;
  private final IntakeConfig intake;

  AwsAccounts(
      AwsClients clients,
      Roles roles,
      Reconciler reconciler,
      Verifier verifier,
      RoleProof proof,
      Confirmer confirmer,
      ProvisioningConfig config,
      IntakeConfig intake) {
    this.clients = clients;
    this.roles = roles;
    this.reconciler = reconciler;
    this.verifier = verifier;
    this.proof = proof;
    this.confirmer = confirmer;
    this.config = config;
    this.intake = intake;
  }

  @Override
  public Reconciliation reconcile(Work work) {
    Inventory inventory = Inventory.of(work.spec());
    try (Session session = session(work, config.settleFor())) {
      try {
        return reconciler.run(session, work, inventory);
      } catch (Overtaken e) {
        return new Superseded();
      } catch (Refusal refusal) {
        return ended(refusal, inventory, session.calls());
      }
    }
  }

  @Override
  public Verification verify(Work work) {
    // Nothing was just made: what is refused now is refused.
    try (Session session = session(work, Duration.ZERO)) {
      return verifier.verify(session, work);
    }
  }

  @Override
  public Removal remove(Work work, boolean deleteLogs, List<InventoryItem> inventory) {
    try (Session session = session(work, config.settleFor())) {
      return new Remover(session, proof, work, intake).remove(deleteLogs, inventory);
    }
  }

  @Override
  public Confirmation confirm(ConnectionState connection, Arn topic, String token) {
    return RoleAccess.of(connection)
        .map(
            access -> {
              try (Session session =
                  new Session(clients, roles, access, () -> true, Duration.ZERO, false)) {
                return confirmer.confirm(session, topic, token);
              }
            })
        .orElse(Confirmation.NOT_OURS);
  }

  private static Reconciliation ended(Refusal refusal, Inventory inventory, int calls) {
    return switch (refusal.verdict()) {
      case Verdict.TryLater later ->
          new Unfinished(later.after(), later.finding(), inventory.items(), calls);
      case Verdict.GiveUp give -> new Failed(give.finding(), inventory.items(), calls);
      case Verdict.Done _ ->
          new Failed(
              FindingCode.UNEXPECTED_ANSWER.during(refusal.fault()), inventory.items(), calls);
    };
  }

  private Session session(Work work, Duration settleFor) {
    return new Session(
        clients,
        roles,
        RoleAccess.of(work.connection(), work.spec()),
        work.wished(),
        settleFor,
        work.justSetUp());
  }
}
