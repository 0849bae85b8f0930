package io.trailbridge.testbed;

import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Stands for the gateway's identity provider: a key, and tokens signed with it. */
public final class Gateway {
  /** Whom the tokens are for. */
  public static final String AUDIENCE = "trailbridge";

  private static final int LIFE_MINUTES = 12 * 60;

  private final String issuer;
  private final RsaJsonWebKey key;

  private Gateway(String issuer, RsaJsonWebKey key) {
    this.issuer = issuer;
    this.key = key;
  }

  /** One with a new key. */
  public static Gateway make(String issuer) {
    try {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId("sandbox");
      key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
      key.setUse("sig");
      return new Gateway(issuer, key);
    } catch (JoseException e) {
      throw new IllegalStateException("no RSA here", e);
    }
  }

  /**
   * One with the key that {@link #key()} wrote.
   *
   * @throws IllegalArgumentException it is no such key
   */
  public static Gateway of(String issuer, String key) {
    try {
      return new Gateway(issuer, (RsaJsonWebKey) JsonWebKey.Factory.newJwk(key));
    } catch (JoseException | ClassCastException e) {
      throw new IllegalArgumentException("not an RSA key as JWK", e);
    }
  }

  /** The key as a JWK, private half included. */
  public String key() {
    return key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
  }

  /** The public half as a JWKS, for those who verify. */
  public String jwks() {
    return new JsonWebKeySet(key).toJson();
  }

  /** A token of the tenant with one group, valid for 12 hours. */
  public String token(String tenant, String group) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setAudience(AUDIENCE);
    claims.setSubject(group + "@" + tenant);
    claims.setStringClaim("upn", group + "@" + tenant);
    claims.setStringClaim("tenant_id", tenant);
    claims.setStringListClaim("groups", List.of(group));
    claims.setGeneratedJwtId();
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(LIFE_MINUTES);
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
