package io.trailbridge.ingestion.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.ingestion.intake.SnsPayload.File;
import io.trailbridge.ingestion.intake.SnsPayload.Files;
import io.trailbridge.ingestion.intake.SnsPayload.NoEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnsPayloadTest {

  @Test
  void shouldReadEveryKeyOfCloudTrailsOwnNotification() {
    assertThat(SnsPayload.parse("{\"s3Bucket\":\"b\",\"s3ObjectKey\":[\"k1\",\"k+2\"]}"))
        .isEqualTo(
            new Files(List.of(new File("b", "k1", null, null), new File("b", "k+2", null, null))));
  }

  @Test
  void shouldReadABareKeyInsteadOfTheList() {
    assertThat(SnsPayload.parse("{\"s3Bucket\":\"b\",\"s3ObjectKey\":\"k\"}"))
        .isEqualTo(new Files(List.of(new File("b", "k", null, null))));
  }

  @Test
  void shouldDecodeTheKeysOfS3Events() {
    // Given
    String event =
        """
        {"Records":[{"eventVersion":"2.3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},
         "object":{"key":"a%2Fb+c%C3%BC.json.gz","size":12,"eTag":"e1"}}}]}
        """;

    // Then
    assertThat(SnsPayload.parse(event))
        .isEqualTo(new Files(List.of(new File("b", "a/b cü.json.gz", 12L, "e1"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CloudTrail validation message. | text",
        "'' | other",
        "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"} | test-event",
        "{\"Records\":[]} | no-file",
        "{\"Records\":[{\"eventName\":\"ObjectRemoved:Delete\",\"s3\":{\"object\":{\"key\":\"k\"}}}]} | no-file",
        "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"object\":{\"key\":\"%zz\"}}}]} | bad-key",
        "{\"other\":1} | other",
        "[1] | other"
      })
  void shouldCountWhatIsNoEvent(String message, String code) {
    assertThat(SnsPayload.parse(message)).isEqualTo(new NoEvent(code));
  }
}
