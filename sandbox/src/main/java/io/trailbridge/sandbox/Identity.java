package io.trailbridge.sandbox;

import io.trailbridge.testbed.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Stands for the gateway's identity provider: a key of the sandbox's own, its public half as a JWKS
 * file that the services verify with, and tokens signed with it.
 */
final class Identity {
  static final String ISSUER = "https://gateway.trailbridge.sandbox";

  /** The roles that a token may carry. */
  enum Role {
    ADMIN,
    VIEWER,
    BILLING,
    OPERATOR;

    String group() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Gateway gateway;
  private final Path jwks;

  private Identity(Gateway gateway, Path jwks) {
    this.gateway = gateway;
    this.jwks = jwks;
  }

  /** The identity kept in the folder; made there the first time. */
  static Identity in(Path folder) {
    Path secret = folder.resolve("gateway-key.json");
    Path jwks = folder.resolve("gateway-jwks.json");
    try {
      Files.createDirectories(folder);
      if (!Files.exists(secret)) {
        Gateway made = Gateway.make(ISSUER);
        Files.writeString(jwks, made.jwks());
        Files.writeString(secret, made.key());
      }
      return new Identity(Gateway.of(ISSUER, Files.readString(secret)), jwks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new Complaint("The key in " + secret + " cannot be read; start with --fresh.", e);
    }
  }

  /** The public key, as a JWKS file. */
  Path jwks() {
    return jwks;
  }

  /** A token of the tenant with the role, valid for 12 hours. */
  String token(String tenant, Role role) {
    return gateway.token(tenant, role.group());
  }
}
