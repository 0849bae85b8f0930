package io.trailbridge.license;

import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** The gateway of the tests: its key, and tokens that it signs. */
public final class Tokens {
  static final String ISSUER = "https://gateway.test";
  private static final String KEY_ID = "test-1";
  private static final String PRIVATE_KEY = "trailbridge.test.private-key";

  private Tokens() {}

  /** A good token of somebody with these roles, for the service that runs in this JVM. */
  public static String of(String... roles) {
    return of(ISSUER, "trailbridge", Duration.ofMinutes(10), roles);
  }

  /** A token that may be bad. */
  public static String of(String issuer, String audience, Duration life, String... roles) {
    String key = ConfigProvider.getConfig().getValue(PRIVATE_KEY, String.class);
    return sign(key, issuer, audience, life, roles);
  }

  /** A good token for the service that was configured with this gateway. */
  static String of(Map<String, String> gateway, String... roles) {
    String key = gateway.get(PRIVATE_KEY);
    return sign(key, ISSUER, "trailbridge", Duration.ofMinutes(10), roles);
  }

  private static String sign(
      String key, String issuer, String audience, Duration life, String... roles) {
    return Jwt.issuer(issuer)
        .audience(audience)
        .subject("somebody")
        .claim("tenant_id", "billing-office")
        .groups(Set.of(roles))
        .expiresIn(life)
        .jws()
        .keyId(KEY_ID)
        .sign(privateKey(key));
  }

  /** A new key; the configuration that lets the service trust it, and the tests sign with it. */
  static Map<String, String> newGateway() {
    KeyPair keys = keys();
    return Map.of(
        "mp.jwt.verify.publickey.location",
        jwks((RSAPublicKey) keys.getPublic()).toUri().toString(),
        "mp.jwt.verify.issuer",
        ISSUER,
        PRIVATE_KEY,
        Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
  }

  private static PrivateKey privateKey(String encoded) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path jwks(RSAPublicKey key) {
    String json =
        """
        {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}]}"""
            .formatted(KEY_ID, base64(key.getModulus()), base64(key.getPublicExponent()));
    try {
      Path file = Files.createTempFile("jwks", ".json");
      file.toFile().deleteOnExit();
      return Files.writeString(file, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
