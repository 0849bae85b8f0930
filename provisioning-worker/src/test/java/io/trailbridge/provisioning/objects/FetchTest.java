package io.trailbridge.provisioning.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.provisioning.Fixture;
import io.trailbridge.provisioning.connection.LogBuckets;
import io.trailbridge.provisioning.connection.LogBuckets.Opening;
import io.trailbridge.provisioning.connection.domain.LogFolder;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchTest {
  private static final Fixture CONNECTION = Fixture.anywhere();
  private static final byte[] FILE = "whatever CloudTrail wrote".getBytes(UTF_8);

  private final List<byte[]> sent = new ArrayList<>();
  private final Deque<Opening> answers = new ArrayDeque<>();

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
    answers.add(new Opening.Later(Duration.ZERO));
    assertThat(spelled(fetch(active()).handle(object))).isEqualTo("aws-unavailable");
    answers.add(new Opening.BucketGone());
    assertThat(spelled(fetch(active()).handle(object))).isEqualTo("bucket-gone");
    answers.add(new Opening.Gone());
    assertThat(spelled(fetch(active()).handle(object))).isEqualTo("object-gone");
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
    LogBuckets buckets =
        new LogBuckets() {
          @Override
          public Opening open(
              ConnectionState connection, String bucket, String key, Origin origin) {
            return answers.remove();
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
            return Duration.ZERO;
          }
        };
    return new Fetch(
        id -> Optional.ofNullable(known),
        buckets,
        (object, gzip) -> sent.add(gzip),
        impatient,
        Clock.systemUTC(),
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
