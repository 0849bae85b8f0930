package io.trailbridge.ingestion.intake;

import io.trailbridge.ingestion.intake.domain.SigningCertificateAddress;
import java.io.IOException;
import java.security.PublicKey;

/** Where the certificates come from that SNS signs with. */
public interface SigningCertificates {

  /**
   * The key of the certificate at this address, which is trusted and valid now.
   *
   * @throws IOException where it cannot be had now, or too many are fetched; asking again later may
   *     help
   * @throws UntrustedCertificate where it must not be used
   */
  PublicKey at(SigningCertificateAddress address) throws IOException, UntrustedCertificate;

  /** The certificate is none, expired, somebody else's, or leads to nobody whom we trust. */
  final class UntrustedCertificate extends Exception {
    private static final long serialVersionUID = 1L;

    public UntrustedCertificate(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
