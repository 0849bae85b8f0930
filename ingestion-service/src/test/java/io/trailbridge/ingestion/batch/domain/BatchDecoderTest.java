package io.trailbridge.ingestion.batch.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchDecoderTest {

  @Test
  void shouldHandOverEachRecordAsItWasWritten() throws BrokenEnvelope {
    // Given
    List<String> records =
        List.of(
            "{\"a\":[1,-0,0.5e-7,1e400000000,true,false,null,[],{},[[{}]]]}",
            "{}",
            "{ \"zoë\" : \"\\ud83d\\ude00 😀 \\\"\\\\\\/\\b\\f\\n\\r\\t\" , \"x\":{\"y\":{}} }");

    // When
    Decoded decoded = Decoded.of(Gzip.of(file(records)));

    // Then
    assertThat(decoded.good).containsExactlyElementsOf(records);
    assertThat(decoded.faults).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Records\":[]}",
        " \r\n\t{ \"Records\" : [ ] } \n",
        "\uFEFF{\"Records\":[]}",
        "{\"Rec\\u006frds\":[]}",
        "{\"version\":{\"a\":[1]},\"Records\":[],\"more\":\"x\"}"
      })
  void shouldAcceptAnEmptyFile(String text) throws BrokenEnvelope {
    Decoded decoded = Decoded.of(Gzip.of(text));
    assertThat(decoded.good).isEmpty();
    assertThat(decoded.faults).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "NO_RECORDS|{}",
        "NO_RECORDS|{\"records\":[]}",
        "NO_RECORDS|{\"Records\":null}",
        "NO_RECORDS|{\"Records\":{}}",
        "NO_RECORDS|{\"Records\":\"[]\"}",
        "NOT_JSON|[]",
        "NOT_JSON|null",
        "NOT_JSON|{'Records':[]}",
        "NOT_JSON|{Records:[]}",
        "NOT_JSON|/**/{\"Records\":[]}",
        "NOT_JSON|{\"Records\":[{}],}",
        "NOT_JSON|{\"Records\":[{},]}",
        "NOT_JSON|{\"Records\":[,{}]}",
        "NOT_JSON|{\"Records\":[{\"a\":1,}]}",
        "NOT_JSON|{\"Records\":[{\"a\" 1}]}",
        "NOT_JSON|{\"Records\":[{\"a\":1]}",
        "NOT_JSON|{\"Records\":[{\"a\":[1}]}",
        "NOT_JSON|{\"Records\":[{\"a\":NaN}]}",
        "NOT_JSON|{\"Records\":[{\"a\":Infinity}]}",
        "NOT_JSON|{\"Records\":[{\"a\":-}]}",
        "NOT_JSON|{\"Records\":[{\"a\":01}]}",
        "NOT_JSON|{\"Records\":[{\"a\":0x10}]}",
        "NOT_JSON|{\"Records\":[{\"a\":1.}]}",
        "NOT_JSON|{\"Records\":[{\"a\":.5}]}",
        "NOT_JSON|{\"Records\":[{\"a\":+1}]}",
        "NOT_JSON|{\"Records\":[{\"a\":1e}]}",
        "NOT_JSON|{\"Records\":[{\"a\":tru}]}",
        "NOT_JSON|{\"Records\":[{\"a\":truex}]}",
        "NOT_JSON|{\"Records\":[{1:2}]}",
        "JSON_TRUNCATED|{\"Records\":[{\"a\":1}",
        "JSON_TRUNCATED|{\"Records\":[{\"a\":\"x",
        "JSON_TRUNCATED|{\"Records\":[]",
        "JSON_TRUNCATED|{",
        "JSON_TRUNCATED|` `",
        "JSON_TRAILING_CONTENT|{\"Records\":[]}}",
        "JSON_TRAILING_CONTENT|{\"Records\":[]}{\"Records\":[]}",
        "JSON_TRAILING_CONTENT|{\"Records\":[]} x",
        "JSON_BAD_ENVELOPE|{\"Records\":[],\"Records\":[]}",
        "JSON_BAD_ENVELOPE|{\"Records\":[],\"R\\u0065cords\":[]}",
        "JSON_BAD_ENVELOPE|{\"a\":\"\\ud800\",\"Records\":[]}"
      })
  void shouldRefuseABrokenEnvelope(EnvelopeFault fault, String text) {
    assertThat(faultOf(Gzip.of(text))).isEqualTo(fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
  void shouldRefuseOtherEncodings(String charset) {
    byte[] text = "{\"Records\":[]}".getBytes(java.nio.charset.Charset.forName(charset));
    assertThat(faultOf(Gzip.of(text))).isEqualTo(EnvelopeFault.NOT_JSON);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "NOT_AN_OBJECT|1",
        "NOT_AN_OBJECT|\"x\"",
        "NOT_AN_OBJECT|null",
        "NOT_AN_OBJECT|[{}]",
        "LONE_SURROGATE|{\"a\":\"\\ud800\"}",
        "LONE_SURROGATE|{\"a\":\"\\ud800\\ud800\"}",
        "LONE_SURROGATE|{\"a\":\"\\udc00\\ud800\"}",
        "LONE_SURROGATE|{\"\\ud800x\":1}",
        "NUL_CHARACTER|{\"a\":\"\\u0000\"}",
        "BAD_STRING|{\"a\":\"\\x41\"}",
        "BAD_STRING|{\"a\":\"\\u12g4\"}",
        "DUPLICATE_FIELD|{\"a\":1,\"a\":1}",
        "DUPLICATE_FIELD|{\"a\":1,\"\\u0061\":1}",
        "DUPLICATE_FIELD|{\"b\":{\"x\":1,\"y\":{},\"x\":2}}",
        "NUMBER_TOO_LONG|{\"a\":12345678901234567890123456789012345678901234567890123456789012345}"
      })
  void shouldSetOneBadRecordAsideAndGoOn(RecordFault fault, String bad) throws BrokenEnvelope {
    // When
    Decoded decoded = Decoded.of(Gzip.of(file(List.of("{\"n\":1}", bad, "{\"n\":2}"))));

    // Then
    assertThat(decoded.good).containsExactly("{\"n\":1}", "{\"n\":2}");
    assertThat(decoded.faults).containsExactly(fault);
    assertThat(decoded.badIndexes).containsExactly(1);
    assertThat(decoded.bad).containsExactly(bad);
  }

  @Test
  void shouldAllowOneNameInDifferentObjects() throws BrokenEnvelope {
    String record = "{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":2}]}";
    assertThat(Decoded.of(Gzip.of(file(List.of(record)))).faults).isEmpty();
  }

  @Test
  void shouldFindADuplicateAmongManyNames() throws BrokenEnvelope {
    // Given
    String names =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "\"k" + i + "\":0")
            .collect(Collectors.joining(","));

    // When
    Decoded decoded =
        Decoded.of(
            Gzip.of(file(List.of("{" + names + "}", "{" + names + ",\"k777\":1}", "{\"k1\":1}"))));

    // Then
    assertThat(decoded.badIndexes).containsExactly(1);
    assertThat(decoded.faults).containsExactly(RecordFault.DUPLICATE_FIELD);
  }

  @Test
  void shouldRefuseWhatIsNotUtf8() throws BrokenEnvelope {
    int[][] bad = {
      {0x80},
      {0xC0, 0xAF},
      {0xC1, 0xBF},
      {0xC3},
      {0xE0, 0x80, 0xAF},
      {0xE0, 0x9F, 0xBF},
      {0xED, 0xA0, 0x80},
      {0xED, 0xBF, 0xBF},
      {0xE2, 0x82},
      {0xF0, 0x80, 0x80, 0x80},
      {0xF0, 0x8F, 0xBF, 0xBF},
      {0xF4, 0x90, 0x80, 0x80},
      {0xF5, 0x80, 0x80, 0x80},
      {0xFF}
    };
    for (int[] sequence : bad) {
      // Given
      var file = new ByteArrayOutputStream();
      file.writeBytes("{\"Records\":[{\"a\":\"xxxxxxxxxxx".getBytes(StandardCharsets.UTF_8));
      for (int b : sequence) {
        file.write(b);
      }
      file.writeBytes("\"},{}]}".getBytes(StandardCharsets.UTF_8));

      // When
      Decoded decoded = Decoded.of(Gzip.of(file.toByteArray()));

      // Then
      assertThat(decoded.faults).containsExactly(RecordFault.BAD_UTF8);
      assertThat(decoded.good).containsExactly("{}");
    }
  }

  @Test
  void shouldKeepNestingWithinItsLimit() throws BrokenEnvelope {
    // The file's object and array are two of the 64.
    String deepest = "{\"a\":" + "[".repeat(61) + "]".repeat(61) + "}";
    String tooDeep = "{\"a\":" + "[".repeat(62) + "]".repeat(62) + "}";

    Decoded decoded = Decoded.of(Gzip.of(file(List.of(deepest, tooDeep, "{}"))));

    assertThat(decoded.good).containsExactly(deepest, "{}");
    assertThat(decoded.faults).containsExactly(RecordFault.TOO_DEEP);
    assertThat(faultOf(Gzip.of(file(List.of("[".repeat(5000))))))
        .isEqualTo(EnvelopeFault.JSON_TOO_DEEP);
  }

  @Test
  void shouldKeepNamesWithinTheirLimit() throws BrokenEnvelope {
    String longest = "{\"" + "n".repeat(256) + "\":1}";
    String tooLong = "{\"" + "n".repeat(257) + "\":1}";

    Decoded decoded = Decoded.of(Gzip.of(file(List.of(longest, tooLong))));

    assertThat(decoded.good).containsExactly(longest);
    assertThat(decoded.faults).containsExactly(RecordFault.NAME_TOO_LONG);
  }

  @Test
  void shouldPassRecordsUpToTheLargestAndStreamThroughLargerOnes() throws BrokenEnvelope {
    // Given
    String largest = padded(1 << 20);
    String larger = padded((1 << 20) + 1);
    String huge = padded(9_000_000);

    // When
    Decoded decoded = Decoded.of(Gzip.of(noisy(file(List.of(largest, larger, huge, "{}")))));

    // Then
    assertThat(decoded.good).hasSize(2).last().isEqualTo("{}");
    assertThat(decoded.faults).containsExactly(RecordFault.TOO_LARGE, RecordFault.TOO_LARGE);
    assertThat(decoded.bad.get(0)).hasSize((1 << 20) + 1);
    assertThat(decoded.bad.get(1)).hasSize(1 << 16);
  }

  @Test
  void shouldDecodeTheSameHoweverTheWindowFalls() throws BrokenEnvelope {
    // Given
    var random = new SplittableRandom(7);
    List<String> records =
        IntStream.range(0, 400)
            .mapToObj(
                i ->
                    "{\"n\":"
                        + i
                        + ",\"s\":\""
                        + "é😀\\ud83d\\ude00\\n".repeat(random.nextInt(200))
                        + "\",\"x\":["
                        + "123,".repeat(random.nextInt(50))
                        + "0]}")
            .toList();

    // When
    Decoded decoded = Decoded.of(Gzip.of(file(records)));

    // Then
    assertThat(decoded.good).containsExactlyElementsOf(records);
  }

  @Test
  void shouldRefuseMoreRecordsThanAllowed() throws BrokenEnvelope {
    DecodeLimits limits = withRecords(3);

    Decoded most = Decoded.of(Gzip.of("{\"Records\":[{},{},{}]}"), limits);
    var broken =
        catchThrowableOfType(
            BrokenEnvelope.class, () -> Decoded.of(Gzip.of("{\"Records\":[{},{},{},{}]}"), limits));

    assertThat(most.good).hasSize(3);
    assertThat(broken.fault()).isEqualTo(EnvelopeFault.TOO_MANY_RECORDS);
  }

  private static DecodeLimits withRecords(int records) {
    DecodeLimits all = DecodeLimits.defaults();
    return new DecodeLimits(
        all.compressedBytes(),
        all.inflatedBytes(),
        all.ratio(),
        all.ratioFreeBytes(),
        all.members(),
        all.depth(),
        all.stringBytes(),
        all.nameBytes(),
        all.numberChars(),
        all.recordBytes(),
        records,
        all.badRecords());
  }

  private static String padded(int size) {
    return "{\"p\":[\"" + "p".repeat(size - 10) + "\"]}";
  }

  /** Compresses badly, so that the ratio is not what stops it. */
  private static String noisy(String text) {
    var random = new SplittableRandom(1);
    var noisy = new StringBuilder(text);
    for (int i = 0; i < noisy.length(); i++) {
      if (noisy.charAt(i) == 'p' && noisy.charAt(i - 1) != '"') {
        noisy.setCharAt(i, (char) ('a' + random.nextInt(4)));
      }
    }
    return noisy.toString();
  }

  private static String file(List<String> records) {
    return "{\"Records\":[" + String.join(",", records) + "]}";
  }

  private static EnvelopeFault faultOf(byte[] file) {
    var broken = catchThrowableOfType(BrokenEnvelope.class, () -> Decoded.of(file));
    return broken == null ? null : broken.fault();
  }
}
