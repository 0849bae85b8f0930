package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.Arn;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Asks who the worker is before it assumes the first role. Customers' trust policies name one role:
 * run as another, every customer would seem to have lost theirs. So nothing is done then.
 */
final class OwnIdentity {
  private static final Logger LOG = Logger.getLogger(OwnIdentity.class);

  private final Arn expected;
  private final AtomicBoolean proven = new AtomicBoolean();

  OwnIdentity(Arn expected) {
    this.expected = expected;
  }

  /** Throws, as if AWS had not answered, where the worker is not who it should be. */
  void check(StsClient sts) {
    if (proven.get()) {
      return;
    }
    String found = sts.getCallerIdentity().arn();
    if (!isSessionOf(found, expected)) {
      LOG.errorf("Worker runs as another role expected=%s identity=%s", expected, found);
      throw SdkClientException.create("the worker runs as another role than configured");
    }
    if (proven.compareAndSet(false, true)) {
      LOG.infof("Worker identity identity=%s", found);
    }
  }

  /** A session's ARN has the role's account and name, but not its path. */
  static boolean isSessionOf(String identity, Arn role) {
    String name = role.resource().substring(role.resource().lastIndexOf('/') + 1);
    String prefix =
        "arn:%s:sts::%s:assumed-role/%s/".formatted(role.partition(), role.account(), name);
    return identity.startsWith(prefix);
  }
}
