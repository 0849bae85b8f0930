package io.trailbridge.testbed.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Verifies as a subscriber does: certificate from the message's URL, chain to the sandbox's CA,
 * signature over the fields.
 */
record SignedMessage(AwsEmulator emulator, JsonNode message) {

  boolean verifies(String... fields) throws GeneralSecurityException, IOException {
    URI url = URI.create(message.path("SigningCertURL").asText());
    assertThat(url.getHost()).isEqualTo("sns.eu-central-1.amazonaws.com");
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    X509Certificate certificate;
    try (InputStream pem = URI.create(emulator.endpoint() + url.getPath()).toURL().openStream()) {
      certificate = (X509Certificate) factory.generateCertificate(pem);
    }
    try (InputStream pem = Files.newInputStream(emulator.caCertificate())) {
      X509Certificate ca = (X509Certificate) factory.generateCertificate(pem);
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(ca, null)));
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX")
          .validate(factory.generateCertPath(List.of(certificate)), parameters);
    }
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      text.append(field).append('\n').append(message.path(field).asText()).append('\n');
    }
    boolean version2 = message.path("SignatureVersion").asText().equals("2");
    Signature signature = Signature.getInstance(version2 ? "SHA256withRSA" : "SHA1withRSA");
    signature.initVerify(certificate);
    signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return signature.verify(Base64.getDecoder().decode(message.path("Signature").asText()));
  }
}
