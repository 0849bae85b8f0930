package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.CustomerAccounts.Confirmation;
import io.trailbridge.provisioning.connection.IntakeConfig;
import io.trailbridge.provisioning.connection.domain.Verdict;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Confirms what SNS offered, but only a topic on which the customer's own account shows a pending
 * subscription to our intake: a token alone proves nothing. Once confirmed this way, nobody can
 * unsubscribe without the account's credentials.
 */
@ApplicationScoped
class Confirmer {
  private final IntakeConfig intake;

  Confirmer(IntakeConfig intake) {
    this.intake = intake;
  }

  Confirmation confirm(Session session, Arn topic, String token) {
    Subscriptions subscriptions =
        new Subscriptions(session, Destination.intake(session.access().connection(), intake));
    try {
      boolean pending =
          subscriptions.of(topic.value()).stream()
              .anyMatch(it -> subscriptions.isOurs(it) && !Subscriptions.isConfirmed(it));
      if (!pending) {
        return Confirmation.NOT_OURS;
      }
      session.change(
          "sns:ConfirmSubscription",
          topic.value(),
          () ->
              session
                  .sns()
                  .confirmSubscription(
                      it ->
                          it.topicArn(topic.value())
                              .token(token)
                              .authenticateOnUnsubscribe("true")));
      return Confirmation.CONFIRMED;
    } catch (Refusal refusal) {
      return refusal.verdict() instanceof Verdict.TryLater
          ? Confirmation.LATER
          : Confirmation.REFUSED;
    }
  }
}
