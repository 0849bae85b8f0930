package io.trailbridge.provisioning.objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.shared.ConnectionId;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fetches log files and forwards them. A file takes a place only while it is tried: those that wait
 * to be tried again keep nobody from being fetched.
 */
@ApplicationScoped
public class Fetch {
  private static final Logger LOG = Logger.getLogger(Fetch.class);
  private static final Duration GLANCE = Duration.ofMillis(500);
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Connections connections;
  private final LogBuckets buckets;
  private final Batches batches;
  private final ObjectsConfig config;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final LogFileCutter cutter = new LogFileCutter();
  private final Semaphore places;
  private final Semaphore placesOfGaps;

  /** Until when the files of a connection that refuses are tried again. */
  private final Map<ConnectionId, Instant> refused = new ConcurrentHashMap<>();

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
    this.places = new Semaphore(config.concurrency(), true);
    this.placesOfGaps = new Semaphore(config.backfillConcurrency(), true);
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
    @Nullable Instant unavailableUntil = null;
    Duration pause = Duration.ZERO;
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
      switch (attempt(object, connection)) {
        case Attempt.Ended(Outcome outcome) -> {
          refused.remove(object.connectionId());
          return outcome;
        }
        case Attempt.Refused(String reason) -> {
          refusedUntil = refusedUntil == null ? refusedUntil(object) : refusedUntil;
          if (isOver(refusedUntil)) {
            return new Outcome.Dead(reason);
          }
          Pauses.sleep(AGAIN, () -> true);
        }
        case Attempt.Unavailable(Duration after) -> {
          unavailableUntil =
              unavailableUntil == null
                  ? clock.instant().plus(config.unavailableFor())
                  : unavailableUntil;
          if (isOver(unavailableUntil)) {
            return new Outcome.Dead("aws-unavailable");
          }
          pause = longer(pause, after);
          Pauses.sleep(pause, () -> true);
        }
      }
    }
  }

  /**
   * The files of a connection that refuses share theirs, or each would hold up the next for as
   * long; where AWS itself is not well, waiting is what saves the files, so each has its own.
   */
  private Instant refusedUntil(LogObject object) {
    return refused.computeIfAbsent(
        object.connectionId(), _ -> clock.instant().plus(config.refusedFor()));
  }

  private boolean isOver(Instant until) {
    return !clock.instant().isBefore(until);
  }

  private static Duration longer(Duration pause, Duration asked) {
    Duration doubled = pause.multipliedBy(2);
    Duration wished = doubled.compareTo(asked) > 0 ? doubled : asked;
    return wished.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wished;
  }

  private Attempt attempt(LogObject object, ConnectionState connection) {
    Semaphore place = object.origin() == Origin.BACKFILL ? placesOfGaps : places;
    try {
      place.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
    try {
      return open(object, connection);
    } finally {
      place.release();
    }
  }

  private Attempt open(LogObject object, ConnectionState connection) {
    return switch (buckets.open(connection, object.bucket(), object.key(), object.origin())) {
      case Opening.Opened opened -> forward(object, opened);
      case Opening.Gone _ -> new Attempt.Ended(new Outcome.Dead("object-gone"));
      case Opening.BucketGone _ -> {
        LOG.warnf(
            "Log bucket gone connection=%s bucket=%s", object.connectionId(), object.bucket());
        yield new Attempt.Refused("bucket-gone");
      }
      case Opening.Refused refused -> {
        LOG.warnf(
            "Log file refused connection=%s bucket=%s code=%s kms=%b",
            object.connectionId(), object.bucket(), refused.code(), refused.kms());
        yield new Attempt.Refused(refused.kms() ? "kms-refused" : "access-refused");
      }
      case Opening.Later later -> new Attempt.Unavailable(later.after());
    };
  }

  private Attempt forward(LogObject object, Opening.Opened opened) {
    try (InputStream content = opened.content()) {
      if (opened.size() <= LogFileCutter.LARGEST_BATCH) {
        batches.send(object, content.readAllBytes());
      } else {
        cutter.cut(content, batch -> batches.send(object, batch));
      }
      return new Attempt.Ended(new Outcome.Forwarded());
    } catch (NotALogFile e) {
      return new Attempt.Ended(new Outcome.Dead(e.code()));
    } catch (IOException e) {
      LOG.warnf(
          "Log file broke off connection=%s bucket=%s cause=%s",
          object.connectionId(), object.bucket(), e.getClass().getSimpleName());
      return new Attempt.Unavailable(AGAIN);
    }
  }

  /** One try. */
  private sealed interface Attempt {
    record Ended(Outcome outcome) implements Attempt {}

    /** By the customer's role, bucket or key. */
    record Refused(String reason) implements Attempt {}

    /** By AWS itself, or by our own credentials. */
    record Unavailable(Duration after) implements Attempt {}
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
