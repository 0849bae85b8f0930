package io.trailbridge.ingestion.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.ingestion.batch.domain.Gate;
import io.trailbridge.ingestion.intake.domain.SnsMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One connection, its topic, and an SNS whose key is ours. */
final class Scene {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final ConnectionId ID = ConnectionId.of("0190f7c2-5a3e-7c11-9d2b-3f4e5a6b7c8d");
  static final String BUCKET = "trailbridge-" + ID.hex();
  static final Arn TOPIC = new Arn("arn:aws:sns:eu-central-1:222222222222:" + BUCKET);
  static final String CERTIFICATE =
      "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0001.pem";

  final Gate gate = new Gate();
  final KeptOutlet outlet = new KeptOutlet();
  final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  final IntakeCounts counts = new IntakeCounts(new SimpleMeterRegistry());
  boolean gateIsReady = true;
  boolean certificatesAreAway;
  int certificatesAskedFor;
  final Heartbeat heartbeat = new Heartbeat(() -> gateIsReady, outlet);
  private static final KeyPair KEYS = generate();

  Notifications notifications() {
    SigningCertificates certificates =
        _ -> {
          certificatesAskedFor++;
          if (certificatesAreAway) {
            throw new IOException("away");
          }
          return KEYS.getPublic();
        };
    SnsSignatures signatures = new SnsSignatures(certificates, new Defaults());
    return new Notifications(gate, signatures, outlet, heartbeat, counts, clock);
  }

  void connection(ConnectionStatus status, List<Arn> topics) {
    gate.apply(
        new ConnectionState(
            ID,
            new TenantId("acme"),
            status,
            Set.of(),
            null,
            1,
            1,
            Partition.AWS,
            new AccountId("222222222222"),
            new AwsRegion("eu-central-1"),
            false,
            null,
            null,
            Delivery.PULL,
            1,
            null,
            null,
            topics,
            BUCKET,
            null,
            null));
  }

  SnsMessage notification(String text) {
    return signed(
        SnsMessage.Type.NOTIFICATION, TOPIC, text, NOW.toString(), "2", CERTIFICATE, null);
  }

  SnsMessage offer(Arn topic) {
    return signed(
        SnsMessage.Type.SUBSCRIPTION_CONFIRMATION,
        topic,
        "You have chosen to subscribe",
        NOW.toString(),
        "2",
        CERTIFICATE,
        "token-1");
  }

  /** As SNS would have signed it. */
  SnsMessage signed(
      SnsMessage.Type type,
      Arn topic,
      String text,
      String timestamp,
      String version,
      String certificate,
      String token) {
    SnsMessage unsigned =
        new SnsMessage(
            type,
            "m-1",
            topic,
            null,
            text,
            timestamp,
            version,
            new byte[0],
            certificate,
            token == null
                ? null
                : "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription",
            token);
    return withSignature(unsigned, sign(unsigned));
  }

  static SnsMessage withSignature(SnsMessage message, byte[] signature) {
    return new SnsMessage(
        message.type(),
        message.messageId(),
        message.topicArn(),
        message.subject(),
        message.message(),
        message.timestamp(),
        message.signatureVersion(),
        signature,
        message.signingCertUrl(),
        message.subscribeUrl(),
        message.token());
  }

  private byte[] sign(SnsMessage message) {
    String algorithm = message.signatureVersion().equals("1") ? "SHA1withRSA" : "SHA256withRSA";
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(KEYS.getPrivate());
      signature.update(message.signedText().getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The defaults of the configuration. */
  static final class Defaults implements SnsConfig, IntakeConfig {
    @Override
    public Duration bodyWithin() {
      return Duration.ofSeconds(30);
    }

    @Override
    public String heartbeatEvery() {
      return "off";
    }

    @Override
    public Duration oldest() {
      return Duration.ofHours(1);
    }

    @Override
    public Duration ahead() {
      return Duration.ofMinutes(5);
    }

    @Override
    public Optional<URI> certificateBaseUrl() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> extraTrustAnchor() {
      return Optional.empty();
    }

    @Override
    public Duration clockTolerance() {
      return Duration.ofMinutes(5);
    }

    @Override
    public Duration acknowledgeWithin() {
      return Duration.ofSeconds(3);
    }

    @Override
    public Duration retryAfter() {
      return Duration.ofSeconds(5);
    }

    @Override
    public int largestBatch() {
      return 4 * 1024 * 1024;
    }

    @Override
    public long bytesAtOnce() {
      return 64 << 20;
    }

    @Override
    public double batchesPerSecond() {
      return 2;
    }

    @Override
    public double bytesPerSecond() {
      return 1000;
    }

    @Override
    public Duration burst() {
      return Duration.ofSeconds(10);
    }

    @Override
    public long mostBacklog() {
      return 500;
    }

    @Override
    public Duration backlogEvery() {
      return Duration.ofSeconds(5);
    }
  }
}
