package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.Arn;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Asks once who the worker is. Customers' trust policies name one role: run as another, every
 * customer would seem to have lost their role.
 */
final class OwnIdentity {
  private static final Logger LOG = Logger.getLogger(OwnIdentity.class);

  private final Arn expected;
  private final AtomicBoolean asked = new AtomicBoolean();

  OwnIdentity(Arn expected) {
    this.expected = expected;
  }

  void checkOnce(StsClient sts) {
    if (!asked.compareAndSet(false, true)) {
      return;
    }
    try {
      String found = sts.getCallerIdentity().arn();
      if (isSessionOf(found, expected)) {
        LOG.infof("Worker identity identity=%s", found);
      } else {
        LOG.errorf("Worker runs as another role expected=%s identity=%s", expected, found);
      }
    } catch (SdkException e) {
      asked.set(false);
      LOG.warnf("Worker identity is not known cause=%s", e.getClass().getSimpleName());
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
