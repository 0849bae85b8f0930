package io.trailbridge.ingestion.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.ingestion.intake.Notifications.Outcome;
import io.trailbridge.ingestion.intake.domain.SnsMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationsTest {
  private static final String KEY =
      "AWSLogs/222222222222/CloudTrail/eu-central-1/2026/11/23/"
          + "222222222222_CloudTrail_eu-central-1_20261123T1155Z_AbCdEfGhIjKlMnOp.json.gz";
  private static final String FILE =
      "{\"s3Bucket\":\"" + Scene.BUCKET + "\",\"s3ObjectKey\":[\"" + KEY + "\"]}";

  private final Scene scene = new Scene();
  private final Notifications notifications = scene.notifications();

  @Test
  void shouldHandOnALogFile() {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of(Scene.TOPIC));

    // When
    Outcome outcome = notifications.take(Scene.ID, scene.notification(FILE));

    // Then
    assertThat(outcome).isEqualTo(new Outcome.Taken());
    assertThat(scene.outlet.objects).extracting(LogObject::key).containsExactly(KEY);
  }

  @Test
  void shouldHandOnFilesOfNetworkActivity() {
    // Given
    String key = KEY.replace("/CloudTrail/", "/CloudTrail-NetworkActivity/");
    scene.connection(ConnectionStatus.ACTIVE, List.of(Scene.TOPIC));

    // When
    Outcome outcome = notifications.take(Scene.ID, scene.notification(FILE.replace(KEY, key)));

    // Then
    assertThat(outcome).isEqualTo(new Outcome.Taken());
    assertThat(scene.outlet.objects).extracting(LogObject::key).containsExactly(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CloudTrail validation message.",
        "{\"Event\":\"s3:TestEvent\"}",
        "{\"s3Bucket\":\"somebody-elses\",\"s3ObjectKey\":[\"" + KEY + "\"]}",
        "{\"s3Bucket\":\"b\",\"s3ObjectKey\":[\"AWSLogs/222222222222/CloudTrail-Digest/eu-central-1/x.json.gz\"]}"
      })
  void shouldTakeAndIgnoreWhatIsNoLogFileOfOurs(String text) {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of(Scene.TOPIC));

    // When
    Outcome outcome = notifications.take(Scene.ID, scene.notification(text));

    // Then
    assertThat(outcome).isEqualTo(new Outcome.Taken());
    assertThat(scene.outlet.objects).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ConnectionStatus.class,
      names = {"PAUSED", "DELETING", "DELETED"})
  void shouldTakeAndIgnoreFilesOfConnectionsThatAreNotLive(ConnectionStatus status) {
    // Given
    scene.connection(status, List.of(Scene.TOPIC));

    // When
    Outcome outcome = notifications.take(Scene.ID, scene.notification(FILE));

    // Then
    assertThat(outcome).isEqualTo(new Outcome.Taken());
    assertThat(scene.outlet.objects).isEmpty();
  }

  @Test
  void shouldAskToComeAgainForWhatMayBeOurOwnDelay() {
    // Given
    SnsMessage message = scene.notification(FILE);

    // Then
    assertThat(notifications.take(Scene.ID, message)).isEqualTo(new Outcome.NotYet());

    // Given
    scene.connection(ConnectionStatus.PROVISIONING, List.of());

    // Then
    assertThat(notifications.take(Scene.ID, message)).isEqualTo(new Outcome.NotYet());
  }

  @Test
  void shouldAskToComeAgainWhileKafkaIsDown() {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of(Scene.TOPIC));
    scene.outlet.down = true;

    // Then
    assertThat(notifications.take(Scene.ID, scene.notification(FILE)))
        .isEqualTo(new Outcome.NotYet());
    assertThat(notifications.take(Scene.ID, scene.offer(Scene.TOPIC)))
        .isEqualTo(new Outcome.NotYet());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T10:59:59Z, 2, eu-central-1",
    "2026-11-23T12:05:01Z, 2, eu-central-1",
    "yesterday, 2, eu-central-1",
    "2026-11-23T12:00:00Z, 1, eu-central-1",
    "2026-11-23T12:00:00Z, 3, eu-central-1",
    "2026-11-23T12:00:00Z, 2, us-east-1"
  })
  void shouldRefuseWhatSnsWouldNotHaveSentForATopicOfOurs(
      String timestamp, String version, String region) {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of(Scene.TOPIC));
    SnsMessage message =
        scene.signed(
            SnsMessage.Type.NOTIFICATION,
            Scene.TOPIC,
            FILE,
            timestamp,
            version,
            Scene.CERTIFICATE.replace("eu-central-1", region),
            null);

    // Then
    assertThat(notifications.take(Scene.ID, message)).isEqualTo(new Outcome.Forbidden());
    assertThat(scene.outlet.objects).isEmpty();
  }

  @Test
  void shouldRefuseAChangedText() {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of(Scene.TOPIC));
    byte[] signatureOfAnother = scene.notification("another text").signature();

    // When
    SnsMessage forged = Scene.withSignature(scene.notification(FILE), signatureOfAnother);

    // Then
    assertThat(notifications.take(Scene.ID, forged)).isEqualTo(new Outcome.Forbidden());
  }

  @Test
  void shouldRefuseWhatIsNotSignedAndFetchNothing() {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of(Scene.TOPIC));
    scene.certificatesAreAway = true;

    // When
    SnsMessage unsigned = Scene.withSignature(scene.notification(FILE), new byte[0]);

    // Then
    assertThat(notifications.take(Scene.ID, unsigned)).isEqualTo(new Outcome.Forbidden());
    assertThat(scene.certificatesAskedFor).isZero();
  }

  @Test
  void shouldTakeAnUnsubscribeConfirmationAndHandOnNothing() {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of(Scene.TOPIC));
    SnsMessage message =
        scene.signed(
            SnsMessage.Type.UNSUBSCRIBE_CONFIRMATION,
            Scene.TOPIC,
            "You have chosen to deactivate subscription",
            Scene.NOW.toString(),
            "2",
            Scene.CERTIFICATE,
            "token-1");

    // Then
    assertThat(notifications.take(Scene.ID, message)).isEqualTo(new Outcome.Taken());
    assertThat(scene.outlet.offers).isEmpty();
  }

  @Test
  void shouldFetchNothingForAConnectionOrTopicThatIsNotKnown() {
    // Given
    scene.certificatesAreAway = true;

    // When
    Outcome unknown = notifications.take(Scene.ID, scene.notification(FILE));

    // Then
    assertThat(unknown).isEqualTo(new Outcome.NotYet());

    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of(Scene.TOPIC));
    Arn foreign = new Arn("arn:aws:sns:eu-central-1:999999999999:" + Scene.BUCKET);
    SnsMessage elsewhere =
        scene.signed(
            SnsMessage.Type.NOTIFICATION,
            foreign,
            FILE,
            Scene.NOW.toString(),
            "2",
            Scene.CERTIFICATE,
            null);

    // Then
    assertThat(notifications.take(Scene.ID, elsewhere)).isEqualTo(new Outcome.NotYet());
    assertThat(notifications.take(Scene.ID, scene.offer(foreign)))
        .isEqualTo(new Outcome.Forbidden());
    assertThat(scene.certificatesAskedFor).isZero();
  }

  @Test
  void shouldTakeSha1FromACustomersOwnTopic() {
    // Given
    Arn own = new Arn("arn:aws:sns:eu-central-1:222222222222:their-topic");
    scene.connection(ConnectionStatus.ACTIVE, List.of(own));
    SnsMessage message =
        scene.signed(
            SnsMessage.Type.NOTIFICATION,
            own,
            FILE,
            Scene.NOW.toString(),
            "1",
            Scene.CERTIFICATE,
            null);

    // Then
    assertThat(notifications.take(Scene.ID, message)).isEqualTo(new Outcome.Taken());
    assertThat(scene.outlet.objects).hasSize(1);
  }

  @Test
  void shouldHandOnAnOfferOfTheConnectionsOwnAccountAndRegion() {
    // Given
    scene.connection(ConnectionStatus.PROVISIONING, List.of());

    // When
    Outcome outcome = notifications.take(Scene.ID, scene.offer(Scene.TOPIC));

    // Then
    assertThat(outcome).isEqualTo(new Outcome.Taken());
    assertThat(scene.outlet.offers)
        .singleElement()
        .satisfies(offer -> assertThat(offer.token()).isEqualTo("token-1"));
  }

  @Test
  void shouldRefuseAnOfferOfAnotherAccount() {
    // Given
    scene.connection(ConnectionStatus.PROVISIONING, List.of());
    Arn foreign = new Arn("arn:aws:sns:eu-central-1:999999999999:" + Scene.BUCKET);

    // Then
    assertThat(notifications.take(Scene.ID, scene.offer(foreign)))
        .isEqualTo(new Outcome.Forbidden());
    assertThat(scene.outlet.offers).isEmpty();
  }
}
