package io.trailbridge.ingestion.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.ConnectionStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final String FILE =
      "{\"s3Bucket\":\""
          + Scene.BUCKET
          + "\",\"s3ObjectKey\":[\"AWSLogs/222222222222/CloudTrail/eu-central-1/2026/11/23/"
          + "222222222222_CloudTrail_eu-central-1_20261123T1155Z_AbCdEfGhIjKlMnOp.json.gz\"]}";

  private final Scene scene = new Scene();
  private final Notifications notifications = scene.notifications();

  @Test
  void shouldBeSilentUntilTheGateIsReady() {
    // Given
    scene.gateIsReady = false;

    // Then
    assertThat(beats()).isZero();

    // When
    scene.gateIsReady = true;

    // Then
    assertThat(beats()).isOne();
  }

  @Test
  void shouldBeSilentFromAFileThatKafkaDoesNotTakeToOneThatItTakes() {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of(Scene.TOPIC));
    scene.outlet.down = true;
    notifications.take(Scene.ID, scene.notification(FILE));

    // Then
    assertThat(beats()).isZero();
    assertThat(beats()).isZero();

    // When
    scene.outlet.down = false;
    notifications.take(Scene.ID, scene.notification("CloudTrail validation message."));

    // Then
    assertThat(beats()).isZero();

    // When
    notifications.take(Scene.ID, scene.notification(FILE));

    // Then
    assertThat(beats()).isOne();
  }

  @Test
  void shouldBeSilentWhileNoSignatureCanBeJudged() {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of(Scene.TOPIC));
    scene.certificatesAreAway = true;
    notifications.take(Scene.ID, scene.notification(FILE));

    // Then
    assertThat(beats()).isZero();

    // When
    scene.certificatesAreAway = false;
    notifications.take(Scene.ID, scene.notification(FILE));

    // Then
    assertThat(beats()).isOne();
  }

  @Test
  void shouldNotBeSilencedByOneWhoseCertificateCannotBeHad() {
    // Given
    scene.connection(ConnectionStatus.ACTIVE, List.of(Scene.TOPIC));
    notifications.take(Scene.ID, scene.notification(FILE));

    // When
    scene.certificatesAreAway = true;
    notifications.take(Scene.ID, scene.notification(FILE));

    // Then
    assertThat(beats()).isOne();
  }

  @Test
  void shouldBeSilentWhileThereIsNoRoomForNotifications() {
    // When
    notifications.noRoom();

    // Then
    assertThat(beats()).isZero();
  }

  @Test
  void shouldBeatWhileOneConnectionIsNotKnownYet() {
    // When
    notifications.take(Scene.ID, scene.notification(FILE));

    // Then
    assertThat(beats()).isOne();
  }

  private int beats() {
    scene.outlet.heartbeats = 0;
    scene.heartbeat.beat();
    return scene.outlet.heartbeats;
  }
}
