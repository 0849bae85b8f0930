package io.trailbridge.provisioning.objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.provisioning.connection.Connections;
import io.trailbridge.provisioning.connection.LogBuckets;
import io.trailbridge.provisioning.connection.LogBuckets.Opening;
import io.trailbridge.provisioning.connection.Pauses;
import io.trailbridge.provisioning.objects.domain.LogFileCutter;
import io.trailbridge.provisioning.objects.domain.NotALogFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Fetches one log file and forwards it. */
@ApplicationScoped
public class Fetch {
  private static final Logger LOG = Logger.getLogger(Fetch.class);
  private static final Duration GLANCE = Duration.ofMillis(500);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Connections connections;
  private final LogBuckets buckets;
  private final Batches batches;
  private final ObjectsConfig config;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final LogFileCutter cutter = new LogFileCutter();

  Fetch(
      Connections connections,
      LogBuckets buckets,
      Batches batches,
      ObjectsConfig config,
      Clock clock,
      MeterRegistry metrics) {
    this.connections = connections;
    this.buckets = buckets;
    this.batches = batches;
    this.config = config;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** What became of a log file. */
  public sealed interface Outcome {
    /** On its way to ingestion. */
    record Forwarded() implements Outcome {}

    /** The connection does not want it any more; a gap or nobody will ask for it. */
    record Dropped() implements Outcome {}

    /** For the dead letters. */
    record Dead(String reason) implements Outcome {}
  }

  /** Brings a log file to its end, however long AWS or our own news need. */
  public Outcome handle(LogObject object) {
    Outcome outcome = fetch(object);
    String name =
        switch (outcome) {
          case Outcome.Forwarded _ -> "forwarded";
          case Outcome.Dropped _ -> "dropped";
          case Outcome.Dead(String reason) -> reason;
        };
    metrics
        .counter("trailbridge.worker.objects", "outcome", name, "origin", object.origin().name())
        .increment();
    return outcome;
  }

  private Outcome fetch(LogObject object) {
    Instant unknownUntil = clock.instant().plus(config.unknownFor());
    @Nullable Instant refusedUntil = null;
    while (true) {
      @Nullable ConnectionState connection = connections.find(object.connectionId()).orElse(null);
      Standing standing = Standing.of(object, connection);
      if (standing == Standing.UNKNOWN && clock.instant().isBefore(unknownUntil)) {
        Pauses.sleep(GLANCE, () -> true);
        continue;
      }
      @Nullable Outcome decided = standing.outcome();
      if (decided != null || connection == null) {
        return decided == null ? new Outcome.Dead("unknown-connection") : decided;
      }
      Attempt attempt = attempt(object, connection);
      if (attempt.outcome() != null) {
        return attempt.outcome();
      }
      if (attempt.refusal() != null) {
        refusedUntil =
            refusedUntil == null ? clock.instant().plus(config.refusedFor()) : refusedUntil;
        if (!clock.instant().isBefore(refusedUntil)) {
          return new Outcome.Dead(attempt.refusal());
        }
      }
      Pauses.sleep(attempt.after(), () -> true);
    }
  }

  private Attempt attempt(LogObject object, ConnectionState connection) {
    return switch (buckets.open(connection, object.bucket(), object.key(), object.origin())) {
      case Opening.Opened opened -> forward(object, opened);
      case Opening.Gone _ -> Attempt.ended(new Outcome.Dead("object-gone"));
      case Opening.BucketGone _ -> {
        LOG.warnf(
            "Log bucket gone connection=%s bucket=%s", object.connectionId(), object.bucket());
        yield Attempt.refused("bucket-gone", AGAIN);
      }
      case Opening.Refused refused -> {
        LOG.warnf(
            "Log file refused connection=%s bucket=%s code=%s kms=%b",
            object.connectionId(), object.bucket(), refused.code(), refused.kms());
        yield Attempt.refused(refused.kms() ? "kms-refused" : "access-refused", AGAIN);
      }
      case Opening.Later later -> Attempt.refused("aws-unavailable", later.after());
    };
  }

  private Attempt forward(LogObject object, Opening.Opened opened) {
    try (InputStream content = opened.content()) {
      if (opened.size() <= LogFileCutter.LARGEST_BATCH) {
        batches.send(object, content.readAllBytes());
      } else {
        cutter.cut(content, batch -> batches.send(object, batch));
      }
      return Attempt.ended(new Outcome.Forwarded());
    } catch (NotALogFile e) {
      return Attempt.ended(new Outcome.Dead(e.code()));
    } catch (IOException e) {
      LOG.warnf(
          "Log file broke off connection=%s bucket=%s cause=%s",
          object.connectionId(), object.bucket(), e.getClass().getSimpleName());
      return Attempt.refused("aws-unavailable", AGAIN);
    }
  }

  /** One try: an outcome, or why and when to try again. */
  private record Attempt(@Nullable Outcome outcome, @Nullable String refusal, Duration after) {
    static Attempt ended(Outcome outcome) {
      return new Attempt(outcome, null, Duration.ZERO);
    }

    static Attempt refused(String code, Duration after) {
      return new Attempt(null, code, after);
    }
  }

  /** What a connection says to one of its log files. */
  private enum Standing {
    WANTED,
    /** Not known, or without a bucket: the news may be on their way. */
    UNKNOWN,
    TENANT_MISMATCH,
    BUCKET_MISMATCH,
    DROPPED,
    HELD;

    static Standing of(LogObject object, @Nullable ConnectionState connection) {
      if (connection == null) {
        return UNKNOWN;
      }
      if (!connection.tenantId().equals(object.tenantId())) {
        return TENANT_MISMATCH;
      }
      return switch (connection.status()) {
        case DELETING, DELETED -> DROPPED;
        // Ingestion would drop it as well: what was announced lies in the gap that the hold opens,
        // or within its slack. What a backfill found lies in an older gap that counts as fetched.
        case PAUSED -> object.origin() == Origin.LIVE ? DROPPED : HELD;
        case PENDING, PROVISIONING, ACTIVE, DISCONNECTED -> {
          if (connection.bucket() == null) {
            yield UNKNOWN;
          }
          yield connection.bucket().equals(object.bucket()) ? WANTED : BUCKET_MISMATCH;
        }
      };
    }

    /** Null where the file is to be fetched. */
    @Nullable Outcome outcome() {
      return switch (this) {
        case WANTED -> null;
        case UNKNOWN -> new Outcome.Dead("unknown-connection");
        case TENANT_MISMATCH -> new Outcome.Dead("tenant-mismatch");
        case BUCKET_MISMATCH -> new Outcome.Dead("bucket-mismatch");
        case DROPPED -> new Outcome.Dropped();
        case HELD -> new Outcome.Dead("connection-held");
      };
    }
  }
}
