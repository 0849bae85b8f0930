package io.trailbridge.integration.setup.domain;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that was handed out: for one connection, one purpose and one AWS account, for a while, to
 * be used once. A connection has one for each purpose at most; a new one takes the former's place.
 *
 * @param hash of the secret, which itself is nowhere
 * @param usedWith the digest of what it was used with; null: unused
 */
public record OneTimeToken(
    ConnectionId connectionId,
    TenantId tenantId,
    AccountId accountId,
    TokenPurpose purpose,
    Digest hash,
    Instant issuedAt,
    Instant expiresAt,
    @Nullable Instant usedAt,
    @Nullable Digest usedWith) {

  /** A fresh one. */
  public static OneTimeToken issue(
      ConnectionId connection,
      TenantId tenant,
      AccountId account,
      TokenPurpose purpose,
      TokenSecret secret,
      Instant now,
      Duration lifetime) {
    return new OneTimeToken(
        connection, tenant, account, purpose, secret.hash(), now, now.plus(lifetime), null, null);
  }

  /** Whether it still opens anything: a used one does until it expires, for the repeats. */
  public boolean isAlive(Instant now) {
    return now.isBefore(expiresAt);
  }

  /**
   * Uses it.
   *
   * @param with the digest of the request: a lost reply may be asked for again with the same
   */
  public Redemption redeem(Digest with, Instant now) {
    if (!isAlive(now)) {
      return new Redemption.Dead();
    }
    if (usedWith == null) {
      return new Redemption.Used(
          new OneTimeToken(
              connectionId, tenantId, accountId, purpose, hash, issuedAt, expiresAt, now, with));
    }
    return usedWith.sameAs(with) ? new Redemption.Repeated() : new Redemption.UsedOtherwise();
  }

  /** What became of an attempt to use a token. */
  public sealed interface Redemption {
    /** The first use: keep {@code next} together with its effect. */
    record Used(OneTimeToken next) implements Redemption {}

    /** The same again: answer the same, do nothing. */
    record Repeated() implements Redemption {}

    /** It was used with something else. */
    record UsedOtherwise() implements Redemption {}

    /** Expired. */
    record Dead() implements Redemption {}
  }
}
