package io.trailbridge.ingestion.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.ForwarderSecret;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.ingestion.intake.Batches.Headers;
import io.trailbridge.ingestion.intake.Batches.Outcome;
import io.trailbridge.ingestion.intake.Batches.Posted;
import io.trailbridge.ingestion.intake.domain.ForwarderSignature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
  private static final byte[] MASTER_KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final String OBJECT = "s3://bucket/key.json.gz";
  private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8, 0, 0};

  private final Scene scene = new Scene();
  private long backlog;
  private final Batches batches =
      new Batches(
          scene.gate,
          scene.outlet,
          () -> backlog,
          scene.counts,
          new Scene.Defaults(),
          () -> Map.of("k1", Base64.getEncoder().encodeToString(MASTER_KEY)),
          scene.clock);

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldTakeABatchSignedWithTheSecretThatIsValidOrWillBe(int version) {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of());

    // Then
    assertThat(batches.take(Scene.ID, posted("k1", version, 0, GZIP))).isEqualTo(Outcome.TAKEN);
    assertThat(scene.outlet.batches)
        .singleElement()
        .satisfies(batch -> assertThat(batch.object()).isEqualTo(OBJECT));
  }

  @ParameterizedTest
  @CsvSource({"k1, 0, 0", "k1, 3, 0", "k2, 1, 0", "k1, 1, 301", "k1, 1, -301"})
  void shouldRefuseOtherSecretsAndStaleTimes(String masterKey, int version, long secondsOff) {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of());

    // Then
    assertThat(batches.take(Scene.ID, posted(masterKey, version, secondsOff, GZIP)))
        .isEqualTo(Outcome.UNAUTHENTICATED);
    assertThat(scene.outlet.batches).isEmpty();
  }

  @Test
  void shouldRefuseAnotherBodyThanTheSignedOne() {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of());
    Posted signed = posted("k1", 1, 0, GZIP);
    Posted changed = new Posted(signed.headers(), new byte[9]);

    // Then
    assertThat(batches.take(Scene.ID, changed)).isEqualTo(Outcome.UNAUTHENTICATED);
  }

  @Test
  void shouldTellUnknownNotLiveTooLargeNotGzipAndDownApart() {
    // Then
    assertThat(batches.take(new ConnectionId(UUID.randomUUID()), posted("k1", 1, 0, GZIP)))
        .isEqualTo(Outcome.UNKNOWN);

    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of());

    // Then
    assertThat(batches.take(Scene.ID, posted("k1", 1, 0, new byte[4 * 1024 * 1024 + 1])))
        .isEqualTo(Outcome.TOO_LARGE);
    assertThat(batches.take(Scene.ID, posted("k1", 1, 0, "{}x".getBytes(UTF_8))))
        .isEqualTo(Outcome.NOT_GZIP);
    scene.outlet.down = true;
    assertThat(batches.take(Scene.ID, posted("k1", 1, 0, GZIP))).isEqualTo(Outcome.NOT_YET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAUSED", "DELETING", "DELETED"})
  void shouldRefuseWhatIsNotLive(ConnectionStatus status) {
    // Given
    scene.connection(status, List.of());

    // Then
    assertThat(batches.take(Scene.ID, posted("k1", 1, 0, GZIP))).isEqualTo(Outcome.NOT_LIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "k1, 1, 0, 4194304,",
    "k1, 1, 0, 4194305, TOO_LARGE",
    "k1, 3, 0, 5, UNAUTHENTICATED",
    "k2, 1, 0, 5, UNAUTHENTICATED",
    "no key, 1, 0, 5, UNAUTHENTICATED",
    "k1, 1, 301, 5, UNAUTHENTICATED"
  })
  void shouldTellFromTheHeadersWhatCannotPass(
      String masterKey, int version, long secondsOff, long length, @Nullable Outcome outcome) {
    // Given
    Headers headers = posted(masterKey, version, secondsOff, GZIP).headers();

    // Then
    assertThat(batches.refusal(new ConnectionId(UUID.randomUUID()), headers, 5))
        .contains(Outcome.UNKNOWN);

    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of());

    // Then
    assertThat(batches.refusal(Scene.ID, headers, length)).isEqualTo(Optional.ofNullable(outcome));
    assertThat(batches.refusal(Scene.ID, new Headers(OBJECT, "", "", ""), length))
        .contains(Outcome.UNAUTHENTICATED);
  }

  @Test
  void shouldTakeNoMoreBatchesWhileTooManyWait() {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of());
    backlog = 500;

    // Then
    assertThat(batches.take(Scene.ID, posted("k1", 1, 0, GZIP))).isEqualTo(Outcome.NOT_YET);
    assertThat(scene.outlet.batches).isEmpty();

    // When
    backlog = 499;

    // Then
    assertThat(batches.take(Scene.ID, posted("k1", 1, 0, GZIP))).isEqualTo(Outcome.TAKEN);
  }

  @Test
  void shouldRefuseMoreBatchesThanTheConnectionMayPost() {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of());

    // When
    for (int i = 0; i < 20; i++) {
      assertThat(batches.take(Scene.ID, posted("k1", 1, 0, GZIP))).isEqualTo(Outcome.TAKEN);
    }

    // Then
    assertThat(batches.take(Scene.ID, posted("k1", 1, 0, GZIP))).isEqualTo(Outcome.TOO_FAST);
    assertThat(scene.outlet.batches).hasSize(20);
  }

  private static Posted posted(String masterKey, int version, long secondsOff, byte[] body) {
    String timestamp = String.valueOf(Scene.NOW.getEpochSecond() + secondsOff);
    String secret = ForwarderSecret.of(MASTER_KEY, Scene.ID, version);
    return new Posted(
        new Headers(
            OBJECT,
            timestamp,
            masterKey + "." + version,
            ForwarderSignature.of(secret, timestamp, OBJECT, body)),
        body);
  }
}
