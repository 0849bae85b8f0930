package io.trailbridge.integration.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.jwt.build.Jwt;
import io.trailbridge.integration.Tokens;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;

/** {@code Authorization} headers that must not open anything, by what is wrong with them. */
final class BadTokens {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private BadTokens() {}

  /** Each a list of headers; all would be an administrator's of the tenant if they held. */
  static Map<String, List<String>> of(String tenant) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair own = generator.generateKeyPair();
    String good = Tokens.token(tenant, "admin");
    String[] parts = good.split("\\.", -1);
    Path pem =
        Path.of(
            URI.create(
                ConfigProvider.getConfig()
                    .getValue("mp.jwt.verify.publickey.location", String.class)));
    byte[] text = Files.readAllBytes(pem);
    byte[] der =
        Base64.getMimeDecoder().decode(new String(text, UTF_8).replaceAll("-----[A-Z ]+-----", ""));

    Map<String, List<String>> bad = new LinkedHashMap<>();
    bad.put("no token", List.of());
    bad.put("an empty one", bearer(""));
    bad.put("no JWT", bearer("abc"));
    bad.put("Basic", List.of("Authorization: Basic YWRtaW46YWRtaW4="));
    bad.put("16 KiB", bearer("a".repeat(16 * 1024)));
    bad.put(
        "two headers", List.of("Authorization: Bearer " + good, "Authorization: Bearer " + good));
    bad.put("expired", bearer(claims(tenant).expiresIn(Duration.ofMinutes(-10)).sign()));
    bad.put(
        "not valid yet",
        bearer(
            claims(tenant).claim("nbf", Instant.now().plusSeconds(3600).getEpochSecond()).sign()));
    bad.put("another audience", bearer(claims(tenant).audience("other").sign()));
    bad.put("no audience", bearer(withoutAudience(tenant)));
    bad.put("another issuer", bearer(claims(tenant).issuer("https://evil.example").sign()));
    bad.put("another key", bearer(claims(tenant).jws().sign(own.getPrivate())));
    bad.put(
        "alg none", bearer(encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + "."));
    bad.put(
        "alg None with a signature",
        bearer(encoded("{\"alg\":\"None\"}") + "." + parts[1] + "." + parts[2]));
    bad.put("no signature", bearer(parts[0] + "." + parts[1] + "."));
    bad.put("HS256 with the public key's text", bearer(hmac(parts[1], text)));
    bad.put("HS256 with the public key's bytes", bearer(hmac(parts[1], der)));
    bad.put(
        "RS512",
        bearer(
            claims(tenant)
                .jws()
                .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.RS512)
                .sign()));
    bad.put(
        "a key of its own in the header",
        bearer(claims(tenant).jws().header("jwk", jwk(own)).sign(own.getPrivate())));
    bad.put(
        "a key's address in the header",
        bearer(
            claims(tenant)
                .jws()
                .header("jku", "http://127.0.0.1:1/jwks.json")
                .header("x5u", "http://127.0.0.1:1/x.pem")
                .keyId("http://127.0.0.1:1/key")
                .sign(own.getPrivate())));
    bad.put(
        "claims of another token",
        bearer(parts[0] + "." + encoded("{\"tenant_id\":\"" + tenant + "\"}") + "." + parts[2]));
    return bad;
  }

  /** Good tokens that name no tenant. */
  static Map<String, List<String>> withoutTenant() {
    Map<String, List<String>> bad = new LinkedHashMap<>();
    bad.put("no tenant", bearer(Tokens.claims("admin").sign()));
    bad.put(
        "a list of tenants",
        bearer(Tokens.claims("admin").claim("tenant_id", List.of("a")).sign()));
    bad.put(
        "no tenant's name", bearer(Tokens.claims("admin").claim("tenant_id", "No Tenant").sign()));
    bad.put(
        "SQL for a tenant",
        bearer(Tokens.claims("admin").claim("tenant_id", "a' or '1'='1").sign()));
    return bad;
  }

  static List<String> bearer(String token) {
    return List.of("Authorization: Bearer " + token);
  }

  private static io.smallrye.jwt.build.JwtClaimsBuilder claims(String tenant) {
    return Tokens.claims("admin").claim("tenant_id", tenant);
  }

  private static String withoutAudience(String tenant) {
    return Jwt.issuer(io.trailbridge.integration.TestbedResource.ISSUER)
        .upn("ada@example.com")
        .groups("admin")
        .claim("tenant_id", tenant)
        .expiresIn(Duration.ofMinutes(5))
        .sign();
  }

  private static String hmac(String claims, byte[] key) throws GeneralSecurityException {
    String signed = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + claims;
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return signed + "." + BASE64.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  private static Map<String, String> jwk(KeyPair pair) {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return Map.of(
        "kty", "RSA",
        "n", BASE64.encodeToString(key.getModulus().toByteArray()),
        "e", BASE64.encodeToString(key.getPublicExponent().toByteArray()));
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(UTF_8));
  }
}
