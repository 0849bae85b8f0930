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
   * What the forwarder sends ahead, as it came and empty where it did not.
   *
   * @param object {@code X-Trailbridge-Object}
   * @param timestamp {@code X-Trailbridge-Timestamp}
   * @param key {@code X-Trailbridge-Key}
   * @param signature {@code X-Trailbridge-Signature}
   */
  public record Headers(String object, String timestamp, String key, String signature) {}

  /** The whole of it. */
  public record Posted(Headers headers, byte[] body) {}

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

  /**
   * What is refused whatever the body may be; it need not be waited for.
   *
   * @param length of the body in bytes, as it was declared; 0 where it was not
   */
  public Optional<Outcome> refusal(ConnectionId id, Headers headers, long length) {
    if (headers.signature().isEmpty()) {
      return Optional.of(refused("signature", Outcome.UNAUTHENTICATED));
    }
    if (length > config.largestBatch()) {
      return Optional.of(refused("too-large", Outcome.TOO_LARGE));
    }
    Optional<ConnectionState> state = gate.state(id);
    if (state.isEmpty()) {
      return Optional.of(refused("unknown", Outcome.UNKNOWN));
    }
    return secret(state.get(), headers).isEmpty()
        ? Optional.of(refused("signature", Outcome.UNAUTHENTICATED))
        : Optional.empty();
  }

  /** There is no room for the body of one. */
  public Outcome noRoom() {
    counts.deferred("room");
    return Outcome.NOT_YET;
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
              state.tenantId().value(),
              state.connectionId().toString(),
              posted.headers().object(),
              body));
      counts.taken();
      return Outcome.TAKEN;
    } catch (Outlet.NotTaken e) {
      counts.deferred("kafka");
      return Outcome.NOT_YET;
    }
  }

  private boolean isSigned(ConnectionState state, Posted posted) {
    Headers headers = posted.headers();
    return secret(state, headers)
        .map(it -> ForwarderSignature.of(it, headers.timestamp(), headers.object(), posted.body()))
        .filter(expected -> ForwarderSignature.matches(headers.signature(), expected))
        .isPresent();
  }

  /**
   * What it must be signed with; empty where the headers cannot pass. The state names the secret
   * version that the worker last reported; its successor is valid too, since the forwarder has it
   * before the worker can report it.
   */
  private Optional<String> secret(ConnectionState state, Headers headers) {
    boolean fits = isFresh(headers.timestamp()) && OBJECT.matcher(headers.object()).matches();
    return ForwarderKey.parse(headers.key())
        .filter(_ -> fits)
        .filter(key -> key.secretVersion() >= state.secretVersion())
        .filter(key -> key.secretVersion() <= state.secretVersion() + 1)
        .flatMap(
            key ->
                Optional.ofNullable(masterKeys.get(key.masterKeyId()))
                    .map(it -> ForwarderSecret.of(it, state.connectionId(), key.secretVersion())));
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
