package io.trailbridge.ingestion.batch.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Collections;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipMembersTest {
  private static final String TEXT = "{\"Records\":[{\"a\":1},{\"b\":2}]}";

  @Test
  void shouldReadBothHalvesOfTwoMembers() throws BrokenEnvelope {
    // Given
    byte[] file = Gzip.join(Gzip.of(TEXT.substring(0, 17)), Gzip.of(TEXT.substring(17)));

    // When
    Decoded decoded = Decoded.of(file);

    // Then
    assertThat(decoded.good).containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  @Test
  void shouldReadEveryOptionalHeaderField() throws BrokenEnvelope {
    // Given
    byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3};
    byte[] optional = {3, 0, 1, 2, 3, 'n', 0, 'c', 'c', 0};
    byte[] start = Gzip.join(header, optional);
    var crc = new CRC32();
    crc.update(start);
    byte[] headerCrc = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    byte[] plain = Gzip.of(TEXT);

    // When
    Decoded decoded =
        Decoded.of(Gzip.join(start, headerCrc, Arrays.copyOfRange(plain, 10, plain.length)));

    // Then
    assertThat(decoded.good).hasSize(2);
  }

  @Test
  void shouldRefuseEveryTruncation() {
    byte[] file = Gzip.of(TEXT);
    for (int length = 0; length < file.length; length++) {
      // When
      EnvelopeFault fault = faultOf(Arrays.copyOf(file, length));

      // Then
      assertThat(fault)
          .as("cut at %d", length)
          .isIn(EnvelopeFault.NOT_GZIP, EnvelopeFault.GZIP_TRUNCATED);
    }
  }

  @Test
  void shouldRefuseEveryFlippedBitOfTheTrailer() {
    byte[] file = Gzip.of(TEXT);
    for (int bit = 0; bit < 64; bit++) {
      // Given
      byte[] flipped = file.clone();
      flipped[file.length - 8 + bit / 8] ^= (byte) (1 << bit % 8);

      // When
      EnvelopeFault fault = faultOf(flipped);

      // Then
      assertThat(fault).as("bit %d", bit).isEqualTo(EnvelopeFault.GZIP_CHECKSUM);
    }
  }

  @Test
  void shouldNeverAcceptAFlippedBitInSilence() {
    byte[] file = Gzip.of(TEXT);
    for (int bit = 8 * 10; bit < 8 * (file.length - 8); bit++) {
      // Given
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);

      // When
      var broken = catchThrowableOfType(BrokenEnvelope.class, () -> Decoded.of(flipped));

      // Then: only the bits that fill up deflate's last byte say nothing
      assertThat(broken != null || bit >= 8 * (file.length - 9)).as("bit %d", bit).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\0\0\0\0\0\0\0\0\0\0\0\0", "garbage", "\u001f", " "})
  void shouldRefuseWhatFollowsTheLastMember(String garbage) {
    // Given
    byte[] bytes = garbage.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    // When
    EnvelopeFault fault = faultOf(Gzip.join(Gzip.of(TEXT), bytes));

    // Then
    assertThat(fault).isEqualTo(EnvelopeFault.GZIP_TRAILING_BYTES);
  }

  @Test
  void shouldRefuseATruncatedSecondMember() {
    byte[] second = Gzip.of(" ");
    assertThat(faultOf(Gzip.join(Gzip.of(TEXT), Arrays.copyOf(second, second.length - 1))))
        .isEqualTo(EnvelopeFault.GZIP_TRUNCATED);
  }

  @Test
  void shouldRefuseMoreMembersThanAllowed() throws BrokenEnvelope {
    // Given
    byte[][] allowed = Collections.nCopies(64, Gzip.of(new byte[0])).toArray(byte[][]::new);
    allowed[0] = Gzip.of(TEXT);

    // When
    Decoded decoded = Decoded.of(Gzip.join(allowed));

    // Then
    assertThat(decoded.good).hasSize(2);
    assertThat(faultOf(Gzip.join(Gzip.join(allowed), Gzip.of(new byte[0]))))
        .isEqualTo(EnvelopeFault.GZIP_TOO_MANY_MEMBERS);
  }

  @Test
  void shouldStopABombAfterTheFirstMegabyte() {
    // Given
    byte[] bomb = Gzip.of(new byte[64 << 20]);

    // When
    EnvelopeFault fault = inflateFault(bomb, DecodeLimits.defaults());

    // Then
    assertThat(fault).isEqualTo(EnvelopeFault.GZIP_BOMB);
  }

  @Test
  void shouldStopAtTheLargestInflatedSize() {
    // Given
    var limits =
        new DecodeLimits(4 << 20, 100_000, 1_000_000, 1 << 20, 64, 64, 99, 99, 99, 99, 9, 9);

    // When
    EnvelopeFault fault = inflateFault(Gzip.of(new byte[100_001]), limits);

    // Then
    assertThat(fault).isEqualTo(EnvelopeFault.GZIP_BOMB);
    assertThat(inflateFault(Gzip.of(new byte[100_000]), limits)).isNull();
  }

  @Test
  void shouldRefuseABatchBeyondTheCompressedSize() {
    assertThat(faultOf(new byte[(4 << 20) + 1])).isEqualTo(EnvelopeFault.BATCH_TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"Records\":[]}", "PK\u0003\u0004"})
  void shouldRefuseWhatIsNoGzip(String text) {
    assertThat(faultOf(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo(EnvelopeFault.NOT_GZIP);
  }

  @Test
  void shouldRefuseGzipInGzip() {
    assertThat(faultOf(Gzip.of(Gzip.of(TEXT)))).isEqualTo(EnvelopeFault.NOT_JSON);
  }

  private static EnvelopeFault faultOf(byte[] file) {
    var broken = catchThrowableOfType(BrokenEnvelope.class, () -> Decoded.of(file));
    return broken == null ? null : broken.fault();
  }

  private static EnvelopeFault inflateFault(byte[] file, DecodeLimits limits) {
    byte[] buffer = new byte[1 << 16];
    try (var members = new GzipMembers(limits)) {
      members.open(file);
      while (members.read(buffer, 0, buffer.length) >= 0) {
        // until it ends or breaks
      }
      return null;
    } catch (BrokenEnvelope e) {
      return e.fault();
    }
  }
}
