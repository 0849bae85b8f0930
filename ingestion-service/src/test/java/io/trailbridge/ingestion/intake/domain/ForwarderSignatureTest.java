package io.trailbridge.ingestion.intake.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.ForwarderSecret;
import io.trailbridge.contracts.shared.ConnectionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwarderSignatureTest {
  private static final byte[] MASTER_KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final ConnectionId CONNECTION =
      ConnectionId.of("0190f7c2-5a3e-7c11-9d2b-3f4e5a6b7c8d");

  /** Computed with openssl: others must be able to sign without our code. */
  @Test
  void shouldBeWhatOpensslComputes() {
    // Given
    String secret = ForwarderSecret.of(MASTER_KEY, CONNECTION, 1);

    // When
    String signature =
        ForwarderSignature.of(
            secret, "1790000000", "s3://bucket/key.json.gz", "body".getBytes(UTF_8));

    // Then
    assertThat(secret)
        .isEqualTo("fef5b20c5136f867283b4a2ae25b4a5cc17d05f2f63d871b1a079c57c4cd0ebf");
    assertThat(signature)
        .isEqualTo("v1=19c0ca42e59c390ed49420feffb67dffdb4469f70cd5b670f30bcd7aeb405523");
  }

  @Test
  void shouldDifferByVersionAndByConnection() {
    // Given
    ConnectionId other = ConnectionId.of("0190f7c2-5a3e-7c11-9d2b-3f4e5a6b7c8e");

    // Then
    assertThat(ForwarderSecret.of(MASTER_KEY, CONNECTION, 1))
        .isNotEqualTo(ForwarderSecret.of(MASTER_KEY, CONNECTION, 2))
        .isNotEqualTo(ForwarderSecret.of(MASTER_KEY, other, 1));
  }

  @Test
  void shouldCoverTimestampObjectAndBody() {
    // Given
    byte[] body = "body".getBytes(UTF_8);
    String signature = ForwarderSignature.of("secret", "1", "s3://b/k", body);

    // Then
    assertThat(ForwarderSignature.matches(signature, signature)).isTrue();
    assertThat(ForwarderSignature.of("secret", "2", "s3://b/k", body)).isNotEqualTo(signature);
    assertThat(ForwarderSignature.of("secret", "1", "s3://b/l", body)).isNotEqualTo(signature);
    assertThat(ForwarderSignature.of("secret", "1", "s3://b/k", new byte[4]))
        .isNotEqualTo(signature);
    assertThat(ForwarderSignature.of("Secret", "1", "s3://b/k", body)).isNotEqualTo(signature);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "k.", ".1", "k.-1", "k.1.2", "k.9999999999", "k k.1", "k.1\n"})
  void shouldRefuseKeysOfAnotherShape(String header) {
    assertThat(ForwarderKey.parse(header)).isEmpty();
  }

  @Test
  void shouldReadMasterKeyAndVersion() {
    assertThat(ForwarderKey.parse("2026-11.3")).contains(new ForwarderKey("2026-11", 3));
  }
}
