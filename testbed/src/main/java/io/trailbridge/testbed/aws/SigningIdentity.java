package io.trailbridge.testbed.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The key that SNS messages are signed with; its certificate comes from the sandbox's own CA. */
final class SigningIdentity {
  private static final String PASSWORD = "sandbox";

  private final PrivateKey key;
  private final String certificatePem;
  private final String certificatePath;
  private final Path caCertificate;

  private SigningIdentity(PrivateKey key, Certificate leaf, Certificate ca, Path workDir)
      throws GeneralSecurityException, IOException {
    this.key = key;
    certificatePem = pem(leaf);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded());
    String name = HexFormat.of().formatHex(digest, 0, 16);
    certificatePath = "/SimpleNotificationService-" + name + ".pem";
    caCertificate = workDir.resolve("sandbox-ca.pem");
    Files.writeString(caCertificate, pem(ca));
  }

  /** Takes the identity from the directory; makes it with the JDK's keytool where there is none. */
  static SigningIdentity in(Path workDir) throws IOException {
    Path store = workDir.resolve("sns-signing.p12");
    try {
      if (!Files.exists(store)) {
        keytool(
            store,
            "ca",
            "CN=Trailbridge sandbox CA",
            "3650",
            "-ext",
            "bc:c",
            "-ext",
            "ku:c=keyCertSign,cRLSign");
        keytool(
            store,
            "sns",
            "CN=sns.amazonaws.com",
            "365",
            "-signer",
            "ca",
            "-ext",
            "san=dns:sns.amazonaws.com");
      }
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      PrivateKey key = (PrivateKey) keys.getKey("sns", PASSWORD.toCharArray());
      return new SigningIdentity(
          key, keys.getCertificate("sns"), keys.getCertificate("ca"), workDir);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read " + store, e);
    }
  }

  private static void keytool(Path store, String alias, String name, String days, String... more)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                name,
                "-validity",
                days));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    }
  }

  /** Version 1 is SHA1withRSA, version 2 SHA256withRSA. */
  String sign(String text, String version) {
    try {
      Signature signature =
          Signature.getInstance(version.equals("2") ? "SHA256withRSA" : "SHA1withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  String certificatePem() {
    return certificatePem;
  }

  /** Where the certificate is served, on AWS's host as on ours. */
  String certificatePath() {
    return certificatePath;
  }

  Path caCertificate() {
    return caCertificate;
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }
}
