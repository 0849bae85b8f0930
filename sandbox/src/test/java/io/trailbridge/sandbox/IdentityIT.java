package io.trailbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.sandbox.Identity.Role;
import io.trailbridge.testbed.Gateway;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityIT {
  @TempDir private Path folder;

  @Test
  void shouldSignTokensThatThePublishedKeyVerifies() throws Exception {
    // Given
    Identity identity = Identity.in(folder);
    JsonWebKeySet published = new JsonWebKeySet(Files.readString(identity.jwks()));

    // When
    String token = identity.token("acme", Role.VIEWER);

    // Then
    JwtClaims claims =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(new JwksVerificationKeyResolver(published.getJsonWebKeys()))
            .setExpectedIssuer(Identity.ISSUER)
            .setExpectedAudience(Gateway.AUDIENCE)
            .build()
            .processToClaims(token);
    assertThat(claims.getStringClaimValue("tenant_id")).isEqualTo("acme");
    assertThat(claims.getStringListClaimValue("groups")).containsExactly("viewer");
    assertThat(Files.readString(identity.jwks())).doesNotContain("\"d\"");
  }

  @Test
  void shouldKeepItsKey() throws Exception {
    // Given
    Identity first = Identity.in(folder);
    String jwks = Files.readString(first.jwks());

    // When
    Identity again = Identity.in(folder);

    // Then
    assertThat(Files.readString(again.jwks())).isEqualTo(jwks);
  }
}
