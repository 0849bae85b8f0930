package io.trailbridge.integration.setup;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.integration.setup.domain.Digest;
import io.trailbridge.integration.setup.domain.OneTimeToken;
import io.trailbridge.integration.setup.domain.TokenPurpose;
import java.util.Optional;

/** Where one-time tokens are kept. Each method needs a transaction. */
public interface TokenStore {

  /** Keeps a token in the place of the former one of its connection and purpose. */
  void put(OneTimeToken token);

  /** Whether a connection ever had a token of this purpose, dead or alive. */
  boolean has(ConnectionId connection, TokenPurpose purpose);

  /** The token with a hash. */
  Optional<OneTimeToken> find(Digest hash, TokenPurpose purpose);

  /** As {@link #find}, and nobody else uses or replaces it before this transaction's end. */
  Optional<OneTimeToken> lock(Digest hash, TokenPurpose purpose);

  /** Keeps that a token, which this transaction has locked, was used. */
  void use(OneTimeToken used);
}
