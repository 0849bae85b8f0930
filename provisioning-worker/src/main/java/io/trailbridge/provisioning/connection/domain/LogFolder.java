package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.shared.AccountId;
import java.util.Optional;

/**
 * A folder of a bucket with accounts' folders in it, or one of these.
 *
 * @param prefix what the keys in it begin with, the slash at its end included
 */
public record LogFolder(String prefix) {

  /** The one of all log files below a prefix of the bucket, which may be empty. */
  public static LogFolder root(String keyPrefix) {
    return new LogFolder(KeyFilter.logFiles(keyPrefix).prefix());
  }

  /** Where a trail of an organization writes. */
  public LogFolder organization(String id) {
    return new LogFolder(prefix + id + "/");
  }

  /** What the folders of all organizations in it begin with. */
  public String organizations() {
    return prefix + "o-";
  }

  /** The account whose folder it is; empty where it is another one. */
  public Optional<AccountId> account() {
    int end = prefix.length() - 1;
    String name = prefix.substring(prefix.lastIndexOf('/', end - 1) + 1, end);
    return AccountId.isValid(name) ? Optional.of(new AccountId(name)) : Optional.empty();
  }
}
