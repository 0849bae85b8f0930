package io.trailbridge.ingestion.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.ingestion.intake.SigningCertificates.UntrustedCertificate;
import io.trailbridge.ingestion.intake.domain.SigningCertificateAddress;
import io.trailbridge.ingestion.intake.domain.SnsMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Tells whether a message was signed by Amazon SNS, lately, for the topic that it names. */
@ApplicationScoped
public class SnsSignatures {
  private final SigningCertificates certificates;
  private final SnsConfig config;

  SnsSignatures(SigningCertificates certificates, SnsConfig config) {
    this.certificates = certificates;
    this.config = config;
  }

  /** What is known of a message's signature. */
  public enum Verdict {
    GENUINE,
    /** Not SNS's, too old, or of a kind that the topic must not use. */
    FORGED,
    /** The certificate could not be fetched now. */
    UNDECIDED
  }

  /**
   * Looks at the signature, the address of its certificate and the message's age.
   *
   * @param topicIsOurs our topics sign with SHA-256; SHA-1 is taken only from a customer's own
   */
  public Verdict judge(SnsMessage message, boolean topicIsOurs, Instant now) {
    Optional<String> algorithm = algorithm(message, topicIsOurs);
    Optional<SigningCertificateAddress> address =
        SigningCertificateAddress.of(message.signingCertUrl(), message.topicArn());
    if (algorithm.isEmpty()
        || address.isEmpty()
        || message.signature().length == 0
        || !isRecent(message, now)) {
      return Verdict.FORGED;
    }
    try {
      PublicKey key = certificates.at(address.get());
      Signature signature = Signature.getInstance(algorithm.get());
      signature.initVerify(key);
      signature.update(message.signedText().getBytes(UTF_8));
      return signature.verify(message.signature()) ? Verdict.GENUINE : Verdict.FORGED;
    } catch (IOException e) {
      return Verdict.UNDECIDED;
    } catch (UntrustedCertificate | GeneralSecurityException e) {
      return Verdict.FORGED;
    }
  }

  private boolean isRecent(SnsMessage message, Instant now) {
    try {
      Instant sent = message.sentAt();
      return !sent.isBefore(now.minus(config.oldest())) && !sent.isAfter(now.plus(config.ahead()));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Optional<String> algorithm(SnsMessage message, boolean topicIsOurs) {
    return switch (message.signatureVersion()) {
      case "2" -> Optional.of("SHA256withRSA");
      case "1" -> topicIsOurs ? Optional.empty() : Optional.of("SHA1withRSA");
      default -> Optional.empty();
    };
  }
}
