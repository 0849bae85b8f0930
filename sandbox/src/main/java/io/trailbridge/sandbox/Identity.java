package io.trailbridge.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * Stands for the gateway's identity provider: a key of the sandbox's own, its public half as a JWKS
 * file that the services verify with, and tokens signed with it.
 */
final class Identity {
  static final String ISSUER = "https://gateway.trailbridge.sandbox";
  static final String AUDIENCE = "trailbridge";

  /** The roles that a token may carry. */
  enum Role {
    ADMIN,
    VIEWER,
    BILLING,
    OPERATOR;

    String group() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final RsaJsonWebKey key;
  private final Path jwks;

  private Identity(RsaJsonWebKey key, Path jwks) {
    this.key = key;
    this.jwks = jwks;
  }

  /** The identity kept in the folder; made there the first time. */
  static Identity in(Path folder) {
    Path secret = folder.resolve("gateway-key.json");
    Path jwks = folder.resolve("gateway-jwks.json");
    try {
      Files.createDirectories(folder);
      if (!Files.exists(secret)) {
        RsaJsonWebKey made = RsaJwkGenerator.generateJwk(2048);
        made.setKeyId("sandbox");
        made.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
        made.setUse("sig");
        Files.writeString(jwks, new JsonWebKeySet(made).toJson());
        Files.writeString(secret, made.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
      }
      RsaJsonWebKey key = (RsaJsonWebKey) JsonWebKey.Factory.newJwk(Files.readString(secret));
      return new Identity(key, jwks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JoseException e) {
      throw new Complaint("The key in " + secret + " cannot be read; start with --fresh.", e);
    }
  }

  /** The public key, as a JWKS file. */
  Path jwks() {
    return jwks;
  }

  /** A token of the tenant with the role, valid for 12 hours. */
  String token(String tenant, Role role) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(AUDIENCE);
    claims.setSubject(role.group() + "@" + tenant);
    claims.setStringClaim("upn", role.group() + "@" + tenant);
    claims.setStringClaim("tenant_id", tenant);
    claims.setStringListClaim("groups", List.of(role.group()));
    claims.setGeneratedJwtId();
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(12 * 60);
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setHeader("typ", "JWT");
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("signing a token", e);
    }
  }
}
