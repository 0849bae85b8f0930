package io.trailbridge.provisioning.connection.aws;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** Compares lifecycle rules by what we set in them; S3 adds members of its own. */
final class Lifecycles {
  private Lifecycles() {}

  static boolean same(LifecycleRule found, LifecycleRule wanted) {
    return Objects.equals(found.id(), wanted.id())
        && found.status() == wanted.status()
        && Objects.equals(prefix(found), prefix(wanted))
        && Objects.equals(expiryDays(found), expiryDays(wanted))
        && Objects.equals(abortDays(found), abortDays(wanted));
  }

  private static @Nullable String prefix(LifecycleRule rule) {
    return rule.filter() == null ? null : rule.filter().prefix();
  }

  private static @Nullable Integer expiryDays(LifecycleRule rule) {
    return rule.expiration() == null ? null : rule.expiration().days();
  }

  private static @Nullable Integer abortDays(LifecycleRule rule) {
    return rule.abortIncompleteMultipartUpload() == null
        ? null
        : rule.abortIncompleteMultipartUpload().daysAfterInitiation();
  }
}
