package io.trailbridge.ingestion.intake;

import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation.SubscriptionOffered;
import java.util.List;

/** Where the intake hands on what it took. Each method returns once Kafka has all of it. */
public interface Outlet {

  /** A log file's gzip bytes, for ingestion. */
  void batch(Batch batch) throws NotTaken;

  /** Log files that wait to be fetched, for the worker. */
  void objects(List<LogObject> objects) throws NotTaken;

  /** A subscription that waits for its confirmation, for the worker. */
  void offer(SubscriptionOffered offer) throws NotTaken;

  /** The intake takes what is sent to it, for whoever minds gaps. */
  void heartbeat() throws NotTaken;

  /**
   * One log file.
   *
   * @param object {@code s3://bucket/key}
   */
  record Batch(String tenant, String connection, String object, byte[] gzip) {}

  /**
   * Kafka did not acknowledge in time; it may have it nevertheless, which deduplication absorbs.
   */
  final class NotTaken extends Exception {
    private static final long serialVersionUID = 1L;

    public NotTaken(Throwable cause) {
      super("Kafka did not acknowledge", cause);
    }
  }
}
