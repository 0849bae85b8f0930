package io.trailbridge.provisioning.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.provisioning.Fixture;
import io.trailbridge.provisioning.connection.Connections;
import io.trailbridge.provisioning.connection.LogBuckets;
import io.trailbridge.provisioning.connection.LogBuckets.Opening;
import io.trailbridge.provisioning.connection.domain.LogFolder;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchTest {
  private static final Fixture CONNECTION = Fixture.anywhere();
  private static final Duration UNAVAILABLE_FOR = Duration.ofHours(6);
  private static final Duration TRY = Duration.ofMinutes(1);
  private static final byte[] FILE = "whatever CloudTrail wrote".getBytes(UTF_8);

  private final List<byte[]> sent = new ArrayList<>();
  private final Deque<Opening> answers = new ArrayDeque<>();
  private final AtomicInteger tries = new AtomicInteger();
  private volatile Instant now = Instant.parse("2026-03-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "ACTIVE, LIVE, forwarded",
    "ACTIVE, BACKFILL, forwarded",
    "PROVISIONING, LIVE, forwarded",
    "DISCONNECTED, LIVE, forwarded",
    "PENDING, LIVE, forwarded",
    "PAUSED, LIVE, dropped",
    "PAUSED, BACKFILL, connection-held",
    "PAUSED, REPLAY, connection-held",
    "DELETING, LIVE, dropped",
    "DELETING, BACKFILL, dropped",
    "DELETED, BACKFILL, dropped",
  })
  void shouldGoByTheConnectionsStatus(ConnectionStatus status, Origin origin, String outcome) {
    // Given
    answers.add(opened());

    // When
    Fetch.Outcome result =
        fetch(CONNECTION.state(status, 1, true)).handle(object(CONNECTION.bucket(), origin));

    // Then
    assertThat(spelled(result)).isEqualTo(outcome);
    assertThat(sent).hasSize(outcome.equals("forwarded") ? 1 : 0);
  }

  @Test
  void shouldForwardByteForByte() {
    // Given
    answers.add(opened());

    // When
    Fetch.Outcome unused = fetch(active()).handle(object(CONNECTION.bucket(), Origin.LIVE));

    // Then
    assertThat(unused).isInstanceOf(Fetch.Outcome.Forwarded.class);
    assertThat(sent.getFirst()).isEqualTo(FILE);
  }

  @Test
  void shouldReadNothingForAConnectionOfAnotherTenant() {
    // Given
    LogObject theirs =
        new LogObject(
            CONNECTION.id(),
            new TenantId("intruder"),
            CONNECTION.bucket(),
            "key",
            null,
            null,
            Origin.LIVE);

    // When / Then
    assertThat(spelled(fetch(active()).handle(theirs))).isEqualTo("tenant-mismatch");
  }

  @Test
  void shouldReadNoBucketButTheConnections() {
    assertThat(spelled(fetch(active()).handle(object("another", Origin.LIVE))))
        .isEqualTo("bucket-mismatch");
  }

  @Test
  void shouldGiveUpAConnectionThatStaysUnknown() {
    // Given
    LogObject object = object(CONNECTION.bucket(), Origin.LIVE);
    ConnectionState withoutBucket = CONNECTION.state(ConnectionStatus.PROVISIONING, 1, false);

    // When / Then
    assertThat(spelled(fetch(null).handle(object))).isEqualTo("unknown-connection");
    assertThat(spelled(fetch(withoutBucket).handle(object))).isEqualTo("unknown-connection");
  }

  @Test
  void shouldTellTheKeysRefusalFromTheBuckets() {
    // Given
    LogObject object = object(CONNECTION.bucket(), Origin.LIVE);

    // When / Then
    answers.add(new Opening.Refused("AccessDenied", false));
    assertThat(spelled(fetch(active()).handle(object))).isEqualTo("access-refused");
    answers.add(new Opening.Refused("AccessDenied", true));
    assertThat(spelled(fetch(active()).handle(object))).isEqualTo("kms-refused");
    answers.add(new Opening.BucketGone());
    assertThat(spelled(fetch(active()).handle(object))).isEqualTo("bucket-gone");
    answers.add(new Opening.Gone());
    assertThat(spelled(fetch(active()).handle(object))).isEqualTo("object-gone");
  }

  @Test
  void shouldWaitOutAnOutageThatIsLongerThanARefusalMayBe() {
    // Given
    Instant mended = now.plus(Duration.ofHours(5));

    // When
    Fetch.Outcome outcome =
        unavailableUntil(mended).handle(object(CONNECTION.bucket(), Origin.LIVE));

    // Then
    assertThat(spelled(outcome)).isEqualTo("forwarded");
    assertThat(now).isEqualTo(mended);
  }

  @Test
  void shouldGiveUpAnOutageAfterItsOwnTime() {
    // Given
    Instant begin = now;

    // When
    Fetch.Outcome outcome =
        unavailableUntil(Instant.MAX).handle(object(CONNECTION.bucket(), Origin.LIVE));

    // Then
    assertThat(spelled(outcome)).isEqualTo("aws-unavailable");
    assertThat(Duration.between(begin, now)).isEqualTo(UNAVAILABLE_FOR.plus(TRY));
  }

  @Test
  void shouldHaveNoOutcomeWhereItIsStoppedDuringAnOutage() throws InterruptedException {
    // Given
    Fetch fetch =
        fetch(
            _ -> Optional.of(active()),
            _ -> {
              tries.incrementAndGet();
              return new Opening.Later(Duration.ofHours(1));
            },
            Duration.ZERO);
    FutureTask<Fetch.Outcome> task =
        new FutureTask<>(() -> fetch.handle(object(CONNECTION.bucket(), Origin.LIVE)));
    Thread thread = waiting(task);

    // When
    thread.interrupt();

    // Then
    thread.join();
    assertThatThrownBy(task::get).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(sent).isEmpty();
  }

  @Test
  void shouldFetchTheFilesOfOthersWhileOneConnectionRefuses() throws InterruptedException {
    // Given
    Fixture other = Fixture.anywhere();
    Fetch fetch = fetch(other, Duration.ofHours(1));
    Thread refused = waiting(fetch);

    // When
    Fetch.Outcome outcome =
        fetch.handle(
            new LogObject(
                other.id(), Fixture.TENANT, other.bucket(), "key", null, null, Origin.LIVE));

    // Then
    assertThat(spelled(outcome)).isEqualTo("forwarded");
    assertThat(refused.isAlive()).isTrue();
    refused.interrupt();
    refused.join();
  }

  @Test
  void shouldTryTheFilesOfAConnectionThatRefusesNoLongerThanTheFirst() throws InterruptedException {
    // Given
    Fetch fetch = fetch(Fixture.anywhere(), Duration.ofMinutes(2));
    Thread first = waiting(fetch);
    now = now.plus(Duration.ofMinutes(2));

    // When
    Fetch.Outcome second = fetch.handle(object(CONNECTION.bucket(), Origin.LIVE));

    // Then
    assertThat(spelled(second)).isEqualTo("access-refused");
    assertThat(tries.get()).isEqualTo(2);
    first.interrupt();
    first.join();
  }

  /** A file that has been refused once, and waits. */
  private Thread waiting(Fetch fetch) {
    return waiting(new FutureTask<>(() -> fetch.handle(object(CONNECTION.bucket(), Origin.LIVE))));
  }

  private Thread waiting(FutureTask<Fetch.Outcome> task) {
    Thread thread = Thread.ofVirtual().start(task);
    await().until(() -> tries.get() == 1 && thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }

  private static ConnectionState active() {
    return CONNECTION.state(ConnectionStatus.ACTIVE, 1, true);
  }

  private static LogObject object(String bucket, Origin origin) {
    return new LogObject(CONNECTION.id(), Fixture.TENANT, bucket, "key", null, null, origin);
  }

  private static Opening opened() {
    return new Opening.Opened(new ByteArrayInputStream(FILE), FILE.length);
  }

  private Fetch fetch(@Nullable ConnectionState known) {
    return fetch(_ -> Optional.ofNullable(known), _ -> answers.remove(), Duration.ZERO);
  }

  /** Each try takes a while, and AWS is not there for the first of them. */
  private Fetch unavailableUntil(Instant mended) {
    return fetch(
        _ -> Optional.of(active()),
        _ -> {
          if (!now.isBefore(mended)) {
            return opened();
          }
          now = now.plus(TRY);
          return new Opening.Later(Duration.ZERO);
        },
        Duration.ofMinutes(2));
  }

  /** The one connection refuses, the other does not. */
  private Fetch fetch(Fixture other, Duration refusedFor) {
    return fetch(
        id ->
            Optional.of(
                (id.equals(other.id()) ? other : CONNECTION)
                    .state(ConnectionStatus.ACTIVE, 1, true)),
        connection -> {
          if (connection.connectionId().equals(other.id())) {
            return opened();
          }
          tries.incrementAndGet();
          return new Opening.Refused("AccessDenied", false);
        },
        refusedFor);
  }

  private Fetch fetch(
      Connections connections, Function<ConnectionState, Opening> open, Duration refusedFor) {
    LogBuckets buckets =
        new LogBuckets() {
          @Override
          public Opening open(
              ConnectionState connection, String bucket, String key, Origin origin) {
            return open.apply(connection);
          }

          @Override
          public Listing list(
              ConnectionState connection, String bucket, String prefix, Predicate<Listed> each) {
            throw new AssertionError("nothing is listed to fetch a file");
          }

          @Override
          public Listing folders(
              ConnectionState connection, String bucket, String prefix, Predicate<LogFolder> each) {
            throw new AssertionError("no folder is looked for to fetch a file");
          }
        };
    ObjectsConfig impatient =
        new ObjectsConfig() {
          @Override
          public int concurrency() {
            return 1;
          }

          @Override
          public int backfillConcurrency() {
            return 1;
          }

          @Override
          public Duration unknownFor() {
            return Duration.ZERO;
          }

          @Override
          public Duration refusedFor() {
            return refusedFor;
          }

          @Override
          public Duration unavailableFor() {
            return UNAVAILABLE_FOR;
          }
        };
    return new Fetch(
        connections,
        buckets,
        (object, gzip) -> sent.add(gzip),
        impatient,
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        },
        new SimpleMeterRegistry());
  }

  private static String spelled(Fetch.Outcome outcome) {
    return switch (outcome) {
      case Fetch.Outcome.Forwarded _ -> "forwarded";
      case Fetch.Outcome.Dropped _ -> "dropped";
      case Fetch.Outcome.Dead(String reason) -> reason;
    };
  }
}
