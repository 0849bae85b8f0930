package io.trailbridge.integration.connection;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keys of requests that may come twice. Each method needs a transaction. */
public interface RequestKeys {
  /** How long a repeated request is known as such. */
  Duration KEPT = Duration.ofHours(24);

  /**
   * Claims a key for a connection that is being created; waits for whoever claims the same key.
   *
   * @param bodyHash of the request's body
   * @return what it was claimed for before
   */
  Optional<Claim> claim(
      TenantId tenant, String key, String bodyHash, ConnectionId connection, Instant now);

  /** Forgets keys that are older than {@link #KEPT}. */
  int forgetBefore(Instant instant);

  /** What a key stands for. */
  record Claim(String bodyHash, ConnectionId connection) {}
}
