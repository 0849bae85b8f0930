package io.trailbridge.ingestion.batch;

import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.ingestion.batch.domain.AccountFilter;
import io.trailbridge.ingestion.batch.domain.LogFileKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A batch that passed the gate.
 *
 * @param filter which of its records are wanted
 * @param file what its object's key says
 * @param now when this service works on it
 */
public record OpenBatch(
    TenantId tenant, AccountFilter filter, Optional<LogFileKey> file, Instant now) {

  EventContext context() {
    return new EventContext(tenant, file.map(LogFileKey::deliveredAt).orElse(null), now);
  }

  /** The account of the file, for records that do not name theirs. */
  long fileAccount() {
    return file.map(key -> Long.parseLong(key.account().value())).orElse(AccountFilter.NO_ACCOUNT);
  }
}
