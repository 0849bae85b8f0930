package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.Pauses;
import io.trailbridge.provisioning.connection.domain.Fault;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Verdict;
import io.trailbridge.provisioning.connection.domain.Verdict.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Our subscription of the topic: there and confirmed, or not there at all. */
final class SubscriptionStep {
  private static final String FILTER = "FilterPolicy";
  private static final String NO_FILTER = "{}";

  private final Target target;
  private final SnsClient sns;
  private final Subscriptions subscriptions;
  private final Destination destination;
  private final String topic;
  private final Duration confirmWithin;

  SubscriptionStep(Target target, Subscriptions subscriptions, Duration confirmWithin) {
    this.target = target;
    this.sns = target.session().sns();
    this.subscriptions = subscriptions;
    this.destination = subscriptions.destination();
    this.topic = target.place().topic().value();
    this.confirmWithin = confirmWithin;
  }

  /**
   * Subscribes, and waits until the worker's other channel has confirmed what the intake is asked.
   *
   * @param nobodyYet the topic was made just now
   */
  void ensureOn(boolean nobodyYet) {
    List<Subscription> found = nobodyYet ? List.of() : subscriptions.of(topic);
    found.stream().filter(subscriptions::isOutdated).forEach(this::unsubscribe);
    String arn =
        found.stream()
            .filter(subscriptions::isOurs)
            .filter(Subscriptions::isConfirmed)
            .map(Subscription::subscriptionArn)
            .findFirst()
            .orElse(null);
    if (arn == null) {
      arn = subscribe();
      if (destination.isAsked()) {
        awaitConfirmation(arn);
      }
    } else {
      keep(arn);
    }
    target.inventory().ours(ResourceKind.SUBSCRIPTION, new Arn(arn));
  }

  /** Takes every subscription of ours away; one that is pending is never confirmed. */
  void ensureOff() {
    subscriptions.of(topic).stream()
        .filter(subscriptions::leadsToUs)
        .filter(Subscriptions::isConfirmed)
        .forEach(this::unsubscribe);
  }

  private String subscribe() {
    return target
        .session()
        .call(
            "sns:Subscribe",
            topic,
            () ->
                sns.subscribe(
                        it ->
                            it.topicArn(topic)
                                .protocol(destination.protocol())
                                .endpoint(destination.endpoint())
                                .attributes(destination.attributes())
                                .returnSubscriptionArn(true))
                    .subscriptionArn());
  }

  private void awaitConfirmation(String arn) {
    long until = System.nanoTime() + confirmWithin.toNanos();
    Duration pause = Duration.ofMillis(700);
    while (true) {
      Pauses.sleep(pause, target.session().wished());
      if ("false".equals(attributes(arn).get("PendingConfirmation"))) {
        return;
      }
      if (System.nanoTime() - until > 0) {
        throw unconfirmed();
      }
      pause = pause.compareTo(Duration.ofSeconds(5)) < 0 ? pause.multipliedBy(2) : pause;
    }
  }

  private Refusal unconfirmed() {
    Finding finding = FindingCode.SUBSCRIPTION_NOT_CONFIRMED.about(topic);
    return new Refusal(
        new Verdict.TryLater(Duration.ofSeconds(5), Cause.PASSING, finding),
        new Fault("sns:Subscribe", topic, finding.code(), 0, ""));
  }

  /** Tries for as long as it may, and passes everything on in the form that is expected. */
  void keep(String arn) {
    Map<String, String> found = attributes(arn);
    Map<String, Object> retries = destination.retries();
    String policy = found.getOrDefault(Destination.DELIVERY_POLICY, "{}");
    if (!JsonValues.contains(JsonValues.parse(policy), retries)) {
      set(arn, Destination.DELIVERY_POLICY, JsonValues.print(retries));
    }
    if (destination.raw() != Boolean.parseBoolean(found.get(Destination.RAW))) {
      set(arn, Destination.RAW, Boolean.toString(destination.raw()));
    }
    if (!NO_FILTER.equals(found.getOrDefault(FILTER, NO_FILTER))) {
      set(arn, FILTER, NO_FILTER);
    }
  }

  private void set(String arn, String attribute, String value) {
    target
        .session()
        .change(
            "sns:SetSubscriptionAttributes",
            arn,
            () ->
                sns.setSubscriptionAttributes(
                    it -> it.subscriptionArn(arn).attributeName(attribute).attributeValue(value)));
  }

  private Map<String, String> attributes(String arn) {
    return target
        .session()
        .call(
            "sns:GetSubscriptionAttributes",
            arn,
            () -> sns.getSubscriptionAttributes(it -> it.subscriptionArn(arn)).attributes());
  }

  private void unsubscribe(Subscription subscription) {
    if (Subscriptions.isConfirmed(subscription)) {
      String arn = subscription.subscriptionArn();
      target
          .session()
          .remove("sns:Unsubscribe", arn, () -> sns.unsubscribe(it -> it.subscriptionArn(arn)));
    }
  }
}
