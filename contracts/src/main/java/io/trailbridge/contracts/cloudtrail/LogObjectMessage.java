package io.trailbridge.contracts.cloudtrail;

import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import org.jspecify.annotations.Nullable;

/** The messages of {@code trailbridge.cloudtrail.objects}. */
public sealed interface LogObjectMessage {

  /**
   * A log file that waits to be fetched.
   *
   * @param key as S3 has it, not URL-encoded
   * @param size in bytes; absent where the notification does not tell
   * @param etag absent where the notification does not tell
   */
  record LogObject(
      ConnectionId connectionId,
      TenantId tenantId,
      String bucket,
      String key,
      @Nullable Long size,
      @Nullable String etag,
      Origin origin)
      implements LogObjectMessage {}
}
