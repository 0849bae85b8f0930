package io.trailbridge.provisioning.objects.domain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailbridge.provisioning.LogFiles;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFileCutterTest {
  private static final int SMALL = 300 * 1024;

  @Test
  void shouldCutBetweenRecordsAndLoseNothing() throws Exception {
    // Given
    List<String> records = records(600, 700);

    // When
    List<byte[]> batches = cut(LogFiles.of(records), SMALL);

    // Then
    assertThat(batches).hasSizeGreaterThan(2).allMatch(it -> it.length <= SMALL);
    StringBuilder all = new StringBuilder();
    for (byte[] batch : batches) {
      String json = LogFiles.inflate(batch);
      assertThat(json).startsWith("{\"Records\":[{").endsWith("}]}");
      all.append(json, 12, json.length() - 2).append(',');
    }
    assertThat(all.toString().equals(String.join(",", records) + ",")).isTrue();
  }

  @Test
  void shouldCutTheSameFileTheSameWay() throws Exception {
    // Given
    byte[] file = LogFiles.of(records(400, 700));

    // When
    List<byte[]> first = cut(file, SMALL);
    List<byte[]> second = cut(file, SMALL);

    // Then
    assertThat(first).usingElementComparator(Arrays::compare).containsExactlyElementsOf(second);
  }

  @Test
  void shouldLookPastWhatStandsBeforeTheRecords() throws Exception {
    // Given
    byte[] file =
        LogFiles.gzip(
            """
             { "a" : [1, {"Records":[0]}, "]"], "n": -1.5e3, "t":true, "s":"\\"}",
               "Records" : [ {"x":"a]}\\\\"} , {"y":[{}]} ] , "after": 1 }
            """);

    // When
    List<byte[]> batches = cut(file, SMALL);

    // Then
    assertThat(LogFiles.inflate(batches.getFirst()))
        .isEqualTo("{\"Records\":[{\"x\":\"a]}\\\\\"},{\"y\":[{}]}]}");
  }

  @Test
  void shouldMakeNothingOfAFileWithoutRecords() throws Exception {
    assertThat(cut(LogFiles.of(List.of()), SMALL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | not-a-log-file",
        "{\"Records\":{}} | not-a-log-file",
        "{\"Records\":[1]} | not-a-log-file",
        "{\"other\":1} | not-a-log-file",
        "{\"Records\":[{\"a\":1} | truncated",
        "{\"Records\":[{\"a\": | truncated",
        "{ | truncated",
      })
  void shouldTellWhatIsNoLogFile(String json, String code) {
    assertThatThrownBy(() -> cut(LogFiles.gzip(json), SMALL))
        .isInstanceOfSatisfying(NotALogFile.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  @Test
  void shouldTellWhatIsNoGzip() {
    assertThatThrownBy(() -> cut("{\"Records\":[]}".getBytes(US_ASCII), SMALL))
        .isInstanceOfSatisfying(
            NotALogFile.class, it -> assertThat(it.code()).isEqualTo("bad-gzip"));
  }

  @Test
  void shouldTellARecordThatIsTooLarge() {
    // Given
    byte[] file = LogFiles.of(List.of("{\"a\":\"" + "x".repeat(3 * 1024 * 1024) + "\"}"));

    // When / Then
    assertThatThrownBy(() -> cut(file, SMALL))
        .isInstanceOfSatisfying(
            NotALogFile.class, it -> assertThat(it.code()).isEqualTo("record-too-large"));
  }

  private static List<byte[]> cut(byte[] file, int largest) throws Exception {
    List<byte[]> batches = new ArrayList<>();
    new LogFileCutter(largest).cut(new ByteArrayInputStream(file), batches::add);
    return batches;
  }

  private static List<String> records(int count, int noise) {
    Random random = new Random(42);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[noise];
      random.nextBytes(bytes);
      records.add(
          "{\"eventID\":\"%d\",\"deep\":[{\"a\":\"]}\"}],\"noise\":\"%s\"}"
              .formatted(i, Base64.getEncoder().encodeToString(bytes)));
    }
    return records;
  }
}
