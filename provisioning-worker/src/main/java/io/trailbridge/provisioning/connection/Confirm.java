package io.trailbridge.provisioning.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation.SubscriptionOffered;
import io.trailbridge.provisioning.connection.CustomerAccounts.Confirmation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Confirms a subscription that SNS offered, where the connection wishes for one. */
@ApplicationScoped
public class Confirm {
  private static final Logger LOG = Logger.getLogger(Confirm.class);

  /** SNS's lists are behind by seconds: an offer can be there before what it is about. */
  private static final int LOOKS = 5;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Set<ConnectionStatus> UNWANTED =
      Set.of(
          ConnectionStatus.PENDING,
          ConnectionStatus.PAUSED,
          ConnectionStatus.DELETING,
          ConnectionStatus.DELETED);

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

  private String confirm(SubscriptionOffered offer) {
    BooleanSupplier wished = () -> wishing(offer).isPresent();
    for (int look = 1; ; look++) {
      Optional<ConnectionState> connection = wishing(offer);
      if (connection.isEmpty()) {
        return "not-wished";
      }
      Confirmation outcome = accounts.confirm(connection.get(), offer.topicArn(), offer.token());
      if (outcome == Confirmation.CONFIRMED || outcome == Confirmation.REFUSED || look == LOOKS) {
        return outcome.name();
      }
      Pauses.sleep(PAUSE, wished);
    }
  }

  private Optional<ConnectionState> wishing(SubscriptionOffered offer) {
    return connections
        .find(offer.connectionId())
        .filter(it -> it.tenantId().equals(offer.tenantId()))
        .filter(it -> !UNWANTED.contains(it.status()));
  }
}
