package io.trailbridge.ingestion.batch.domain;

import io.trailbridge.contracts.shared.AccountId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The member accounts whose records a connection wants. Accounts are numbers of 12 digits. */
public final class AccountFilter {
  /** An account that is not known. */
  public static final long NO_ACCOUNT = -1;

  private static final AccountFilter ALL = new AccountFilter(null);

  private final long @Nullable [] wanted;

  private AccountFilter(long @Nullable [] wanted) {
    this.wanted = wanted;
  }

  /** Absent: all accounts. */
  public static AccountFilter of(@Nullable List<AccountId> accounts) {
    if (accounts == null) {
      return ALL;
    }
    return new AccountFilter(
        accounts.stream().mapToLong(account -> Long.parseLong(account.value())).sorted().toArray());
  }

  /** Whether a record of this account may pass. One whose account is not known passes no list. */
  public boolean wants(long account) {
    return wanted == null || Arrays.binarySearch(wanted, account) >= 0;
  }

  /** Whether a file of this account may hold wanted records. */
  public boolean wants(AccountId account) {
    return wants(Long.parseLong(account.value()));
  }
}
