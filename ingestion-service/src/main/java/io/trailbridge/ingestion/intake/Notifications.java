package io.trailbridge.ingestion.intake;

import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation.SubscriptionOffered;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.ingestion.batch.domain.Gate;
import io.trailbridge.ingestion.batch.domain.LogFileKey;
import io.trailbridge.ingestion.intake.SnsPayload.File;
import io.trailbridge.ingestion.intake.domain.SnsMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes what SNS posts: log files that were written, and subscriptions that wait to be confirmed.
 * SNS comes again after a 5xx and forgets a message after a 4xx, so whatever may be our own delay
 * is {@link Outcome.NotYet}.
 */
@ApplicationScoped
public class Notifications {
  private static final Logger LOG = Logger.getLogger(Notifications.class);

  private final Gate gate;
  private final SnsSignatures signatures;
  private final Outlet outlet;
  private final Heartbeat heartbeat;
  private final IntakeCounts counts;
  private final Clock clock;

  Notifications(
      Gate gate,
      SnsSignatures signatures,
      Outlet outlet,
      Heartbeat heartbeat,
      IntakeCounts counts,
      Clock clock) {
    this.gate = gate;
    this.signatures = signatures;
    this.outlet = outlet;
    this.heartbeat = heartbeat;
    this.counts = counts;
    this.clock = clock;
  }

  /** What SNS is told. */
  public sealed interface Outcome {
    /** Kafka has it, or there was nothing to hand on. */
    record Taken() implements Outcome {}

    /** Not SNS's, or not for this connection. */
    record Forbidden() implements Outcome {}

    /** Come again. */
    record NotYet() implements Outcome {}
  }

  /** What is said whatever the body may be; it need not be waited for. */
  public Optional<Outcome> refusal(ConnectionId id) {
    return gate.state(id).isPresent() ? Optional.empty() : Optional.of(notYet("connection"));
  }

  /** There is no room for the body of one. */
  public Outcome noRoom() {
    heartbeat.undecided();
    return notYet("room");
  }

  /** Judges one message that was posted for a connection, and hands on what it announces. */
  public Outcome take(ConnectionId id, SnsMessage message) {
    return gate.state(id).map(state -> take(state, message)).orElseGet(() -> notYet("connection"));
  }

  /** Anybody may post: no certificate is fetched for a topic that cannot be the connection's. */
  private Outcome take(ConnectionState state, SnsMessage message) {
    Arn topic = message.topicArn();
    if (!state.topicArns().contains(topic) && !fits(state, topic)) {
      return message.type() == SnsMessage.Type.NOTIFICATION
          ? notYet("foreign-topic")
          : forbidden(state.connectionId(), "topic");
    }
    boolean ours = topic.resource().equals("trailbridge-" + state.connectionId().hex());
    return switch (signatures.judge(message, ours, clock.instant())) {
      case FORGED -> forbidden(state.connectionId(), "signature");
      case UNDECIDED -> {
        heartbeat.undecided();
        yield notYet("certificate");
      }
      case GENUINE -> takeGenuine(state, message);
    };
  }

  private Outcome takeGenuine(ConnectionState state, SnsMessage message) {
    return switch (message.type()) {
      case NOTIFICATION -> takeNotification(state, message);
      case SUBSCRIPTION_CONFIRMATION -> takeOffer(state, message);
      case UNSUBSCRIBE_CONFIRMATION -> {
        LOG.infof(
            "subscription ended connection=%s topic=%s", state.connectionId(), message.topicArn());
        yield ignored("unsubscribed");
      }
    };
  }

  private Outcome takeOffer(ConnectionState state, SnsMessage message) {
    String token = message.token();
    if (token == null || !fits(state, message.topicArn())) {
      return forbidden(state.connectionId(), "topic");
    }
    try {
      outlet.offer(
          new SubscriptionOffered(
              state.connectionId(), state.tenantId(), message.topicArn(), token));
      LOG.infof(
          "subscription offered connection=%s topic=%s", state.connectionId(), message.topicArn());
      return taken();
    } catch (Outlet.NotTaken e) {
      return notYet("kafka");
    }
  }

  private Outcome takeNotification(ConnectionState state, SnsMessage message) {
    if (!isLive(state)) {
      return ignored("not-live");
    }
    if (!state.topicArns().contains(message.topicArn())) {
      return notYet("topic");
    }
    return switch (SnsPayload.parse(message.message())) {
      case SnsPayload.NoEvent(String code) -> ignored(code);
      case SnsPayload.Files(List<File> files) -> hand(state, logs(state, files));
    };
  }

  private Outcome hand(ConnectionState state, List<LogObject> logs) {
    if (logs.isEmpty()) {
      return taken();
    }
    if (state.bucket() == null) {
      return notYet("bucket");
    }
    try {
      outlet.objects(logs);
      heartbeat.taken();
      return taken();
    } catch (Outlet.NotTaken e) {
      heartbeat.deferred();
      return notYet("kafka");
    }
  }

  private List<LogObject> logs(ConnectionState state, List<File> files) {
    List<LogObject> logs = new ArrayList<>();
    for (File file : files) {
      Optional<LogFileKey> key = LogFileKey.of(file.key());
      if (key.isEmpty() || !key.get().kind().holdsEvents()) {
        counts.ignored("not-a-log");
      } else if (state.bucket() != null && !file.bucket().equals(state.bucket())) {
        counts.ignored("foreign-bucket");
      } else {
        logs.add(
            new LogObject(
                state.connectionId(),
                state.tenantId(),
                file.bucket(),
                file.key(),
                file.size(),
                file.etag(),
                Origin.LIVE));
      }
    }
    return logs;
  }

  private static boolean isLive(ConnectionState state) {
    boolean gone =
        state.status() == ConnectionStatus.PAUSED
            || state.status() == ConnectionStatus.DELETING
            || state.status() == ConnectionStatus.DELETED;
    return !gone && state.delivery() == Delivery.PULL;
  }

  /**
   * Whether the topic may be this connection's: its own account or its bucket's, and its region.
   */
  private static boolean fits(ConnectionState state, Arn topic) {
    boolean account =
        topic.account().equals(state.accountId().value())
            || (state.bucketAccountId() != null
                && topic.account().equals(state.bucketAccountId().value()));
    return account
        && topic.partition().equals(state.partition().id())
        && topic.region().equals(state.region().value());
  }

  private Outcome taken() {
    counts.taken();
    return new Outcome.Taken();
  }

  private Outcome ignored(String reason) {
    counts.ignored(reason);
    return new Outcome.Taken();
  }

  private Outcome forbidden(ConnectionId id, String reason) {
    counts.refused(reason);
    LOG.warnf("notification refused connection=%s reason=%s", id, reason);
    return new Outcome.Forbidden();
  }

  private Outcome notYet(String reason) {
    counts.deferred(reason);
    return new Outcome.NotYet();
  }
}
