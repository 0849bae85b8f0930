package io.trailbridge.integration;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.time.Duration;
import java.util.Set;

/** Bearer tokens as the gateway would make them. */
public final class Tokens {
  private Tokens() {}

  /** A request of a user of a tenant. */
  public static RequestSpecification as(String tenant, String role) {
    return given().auth().oauth2(token(tenant, role));
  }

  /** A request of a tenant's administrator. */
  public static RequestSpecification admin(String tenant) {
    return as(tenant, "admin");
  }

  /** A token that holds for five minutes. */
  public static String token(String tenant, String role) {
    return claims(role).claim("tenant_id", tenant).sign();
  }

  /** What every token carries but the tenant. */
  public static JwtClaimsBuilder claims(String role) {
    return Jwt.issuer(TestbedResource.ISSUER)
        .audience("trailbridge")
        .subject("ada@example.com")
        .upn("ada@example.com")
        .groups(Set.of(role))
        .expiresIn(Duration.ofMinutes(5));
  }
}
