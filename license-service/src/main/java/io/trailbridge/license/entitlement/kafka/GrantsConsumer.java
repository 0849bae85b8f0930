package io.trailbridge.license.entitlement.kafka;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.trailbridge.contracts.license.LicenseGrant;
import io.trailbridge.contracts.license.LicenseGrant.LicenseGranted;
import io.trailbridge.contracts.license.LicenseGrant.LicenseRevoked;
import io.trailbridge.license.entitlement.Entitlements;
import io.trailbridge.license.entitlement.Entitlements.Outcome;
import io.trailbridge.license.entitlement.Wish;
import io.trailbridge.license.entitlement.domain.Input;
import io.trailbridge.messaging.Meta;
import io.trailbridge.messaging.PermanentFailure;
import io.trailbridge.messaging.Receiver;
import io.trailbridge.messaging.Receivers;
import io.trailbridge.messaging.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Carries out billing's orders. A repeat is told by the order, not by the message: billing may send
 * the same order in two messages. What makes no sense becomes a dead letter.
 */
@ApplicationScoped
class GrantsConsumer {
  private final Entitlements entitlements;
  private final Transactions transactions;
  private final Receiver<LicenseGrant> receiver;

  GrantsConsumer(Entitlements entitlements, Transactions transactions, Receivers receivers) {
    this.entitlements = entitlements;
    this.transactions = transactions;
    this.receiver = receivers.inOrder(LicenseGrant.class, this::handle);
  }

  @Incoming("license-grants")
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  @Blocking
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.receive(message);
  }

  private void handle(LicenseGrant grant, Meta meta) {
    Outcome outcome =
        transactions.asTenant(
            grant.tenantId(),
            () ->
                entitlements.carryOut(
                    grant.tenantId(),
                    grant.licensePackage(),
                    new Wish(wanted(grant), grant.orderId(), meta.source())));
    switch (outcome) {
      case Outcome.Done _, Outcome.Absent _ -> {}
      case Outcome.UnknownPackage _ -> throw new PermanentFailure("unknown-package");
      case Outcome.OrderReused _ -> throw new PermanentFailure("order-reused");
      case Outcome.Rejected _ -> throw new PermanentFailure("grant-refused");
    }
  }

  private static Input.Wanted wanted(LicenseGrant grant) {
    return switch (grant) {
      case LicenseGranted it -> new Input.Add(it.validFrom(), it.validUntil());
      case LicenseRevoked _ -> new Input.Revoke();
    };
  }
}
