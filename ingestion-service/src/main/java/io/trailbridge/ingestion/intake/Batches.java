package io.trailbridge.ingestion.intake;

import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ForwarderSecret;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.ingestion.batch.domain.Gate;
import io.trailbridge.ingestion.intake.domain.ForwarderKey;
import io.trailbridge.ingestion.intake.domain.ForwarderSignature;
import io.trailbridge.ingestion.intake.domain.Pace;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes log files that a connection's forwarder posts. The body is not decoded here. */
@ApplicationScoped
public class Batches {
  private static final Pattern EPOCH = Pattern.compile("[0-9]{1,12}");
  private static final Pattern OBJECT =
      Pattern.compile("s3://[^/\\p{Cntrl}]{3,255}/\\P{Cntrl}{1,1024}");

  private final Gate gate;
  private final Outlet outlet;
  private final IntakeCounts counts;
  private final Backlog backlog;
  private final Pace pace;
  private final IntakeConfig config;
  private final Map<String, byte[]> masterKeys;
  private final Clock clock;

  Batches(
      Gate gate,
      Outlet outlet,
      Backlog backlog,
      IntakeCounts counts,
      IntakeConfig config,
      ForwarderKeys keys,
      Clock clock) {
    this.gate = gate;
    this.outlet = outlet;
    this.backlog = backlog;
    this.pace = new Pace(config.batchesPerSecond(), config.bytesPerSecond(), config.burst());
    this.counts = counts;
    this.config = config;
    this.masterKeys =
        keys.masterKeys().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, key -> Base64.getDecoder().decode(key.getValue())));
    this.clock = clock;
  }

  /**
   * What the forwarder sent, headers as they came and empty where they did not.
   *
   * @param object {@code X-Trailbridge-Object}
   * @param timestamp {@code X-Trailbridge-Timestamp}
   * @param key {@code X-Trailbridge-Key}
   * @param signature {@code X-Trailbridge-Signature}
   */
  public record Posted(
      String object, String timestamp, String key, String signature, byte[] body) {}

  /** What the forwarder is told. */
  public enum Outcome {
    /** Kafka has it. */
    TAKEN,
    /** The signature does not hold, is stale, or is missing. */
    UNAUTHENTICATED,
    /** No such connection. */
    UNKNOWN,
    /** The connection is paused or deleted. */
    NOT_LIVE,
    TOO_LARGE,
    NOT_GZIP,
    /** The connection posts faster than it may. */
    TOO_FAST,
    /** Come again. */
    NOT_YET
  }

  /** Judges one batch and hands it on. */
  public Outcome take(ConnectionId id, Posted posted) {
    Optional<ConnectionState> state = gate.state(id);
    if (state.isEmpty()) {
      return refused("unknown", Outcome.UNKNOWN);
    }
    if (!isSigned(state.get(), posted)) {
      return refused("signature", Outcome.UNAUTHENTICATED);
    }
    return switch (state.get().status()) {
      case PAUSED, DELETING, DELETED -> refused("not-live", Outcome.NOT_LIVE);
      case PENDING, PROVISIONING, ACTIVE, DISCONNECTED -> takeLive(state.get(), posted);
    };
  }

  private Outcome takeLive(ConnectionState state, Posted posted) {
    byte[] body = posted.body();
    if (body.length > config.largestBatch()) {
      return refused("too-large", Outcome.TOO_LARGE);
    }
    boolean gzip = body.length > 2 && body[0] == 0x1f && (body[1] & 0xff) == 0x8b;
    if (!gzip) {
      return refused("not-gzip", Outcome.NOT_GZIP);
    }
    if (backlog.batches() >= config.mostBacklog()) {
      counts.deferred("backlog");
      return Outcome.NOT_YET;
    }
    if (!pace.admits(state.connectionId(), body.length, clock.instant())) {
      return refused("too-fast", Outcome.TOO_FAST);
    }
    try {
      outlet.batch(
          new Outlet.Batch(
              state.tenantId().value(), state.connectionId().toString(), posted.object(), body));
      counts.taken();
      return Outcome.TAKEN;
    } catch (Outlet.NotTaken e) {
      counts.deferred("kafka");
      return Outcome.NOT_YET;
    }
  }

  /**
   * The state names the secret version that the worker last reported; its successor is valid too,
   * since the forwarder has it before the worker can report it.
   */
  private boolean isSigned(ConnectionState state, Posted posted) {
    Optional<ForwarderKey> key = ForwarderKey.parse(posted.key());
    if (key.isEmpty()
        || !masterKeys.containsKey(key.get().masterKeyId())
        || key.get().secretVersion() < state.secretVersion()
        || key.get().secretVersion() > state.secretVersion() + 1
        || !isFresh(posted.timestamp())
        || !OBJECT.matcher(posted.object()).matches()) {
      return false;
    }
    byte[] masterKey = masterKeys.get(key.get().masterKeyId());
    String secret = ForwarderSecret.of(masterKey, state.connectionId(), key.get().secretVersion());
    return ForwarderSignature.matches(
        posted.signature(),
        ForwarderSignature.of(secret, posted.timestamp(), posted.object(), posted.body()));
  }

  private boolean isFresh(String timestamp) {
    if (!EPOCH.matcher(timestamp).matches()) {
      return false;
    }
    Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    return Duration.between(sent, clock.instant()).abs().compareTo(config.clockTolerance()) <= 0;
  }

  private Outcome refused(String reason, Outcome outcome) {
    counts.refused(reason);
    return outcome;
  }
}
