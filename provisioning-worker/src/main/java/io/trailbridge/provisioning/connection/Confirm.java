package io.trailbridge.provisioning.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation.SubscriptionOffered;
import io.trailbridge.provisioning.connection.CustomerAccounts.Confirmation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import org.jboss.logging.Logger;

/** Confirms a subscription that SNS offered, where the connection wishes for one. */
@ApplicationScoped
public class Confirm {
  private static final Logger LOG = Logger.getLogger(Confirm.class);

  /** SNS's lists are behind by seconds: an offer can be there before what it is about. */
  private static final int LOOKS = 5;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Set<ConnectionStatus> WISHING =
      Set.of(ConnectionStatus.PROVISIONING, ConnectionStatus.ACTIVE, ConnectionStatus.DISCONNECTED);

  private final Connections connections;
  private final CustomerAccounts accounts;
  private final MeterRegistry metrics;

  Confirm(Connections connections, CustomerAccounts accounts, MeterRegistry metrics) {
    this.connections = connections;
    this.accounts = accounts;
    this.metrics = metrics;
  }

  /** Confirms, or leaves it: an offer that is not taken is offered anew by the next subscribing. */
  public void handle(SubscriptionOffered offer) {
    String outcome = confirm(offer);
    metrics.counter("trailbridge.worker.confirmations", "outcome", outcome).increment();
    LOG.infof(
        "Subscription offered connection=%s topic=%s outcome=%s",
        offer.connectionId(), offer.topicArn(), outcome);
  }

  /** Also our own news of the connection may be behind: what is not wished is looked at again. */
  private String confirm(SubscriptionOffered offer) {
    for (int look = 1; ; look++) {
      String outcome = attempt(offer);
      if (outcome.equals(Confirmation.CONFIRMED.name())
          || outcome.equals(Confirmation.REFUSED.name())
          || look == LOOKS) {
        return outcome;
      }
      Pauses.sleep(PAUSE, () -> true);
    }
  }

  private String attempt(SubscriptionOffered offer) {
    return connections
        .find(offer.connectionId())
        .filter(it -> it.tenantId().equals(offer.tenantId()))
        .filter(it -> WISHING.contains(it.status()))
        .map(it -> accounts.confirm(it, offer.topicArn(), offer.token()).name())
        .orElse("NOT_WISHED");
  }
}
