package io.trailbridge.contracts.shared;

/** The names of the topics, and of the dead-letter topic beside each. */
public final class Topics {
  /** Wishes of integration-service for one connection, keyed by connection id. */
  public static final String PROVISIONING_COMMANDS = "trailbridge.provisioning.commands";

  /** What the worker found or did, keyed by connection id. */
  public static final String PROVISIONING_RESULTS = "trailbridge.provisioning.results";

  /** SNS subscriptions that wait for a confirmation, keyed by connection id. */
  public static final String PROVISIONING_CONFIRMATIONS = "trailbridge.provisioning.confirmations";

  /** The newest state of every connection, compacted, keyed by connection id. */
  public static final String CONNECTION_STATE = "trailbridge.connection.state";

  /** Grants and revocations from billing, keyed by tenant id. */
  public static final String LICENSE_GRANTS = "trailbridge.license.grants";

  /** The newest validity of every licence, compacted, keyed by tenant id and package. */
  public static final String LICENSE_EVENTS = "trailbridge.license.events";

  /** Log files that wait to be fetched, keyed by tenant id and account. */
  public static final String CLOUDTRAIL_OBJECTS = "trailbridge.cloudtrail.objects";

  /** Log files as CloudTrail wrote them, gzip, keyed by tenant id and account. */
  public static final String CLOUDTRAIL_BATCHES = "trailbridge.cloudtrail.batches";

  /** Normalized OCSF events, keyed by tenant id and account; read them read_committed. */
  public static final String CLOUDTRAIL_EVENTS = "trailbridge.cloudtrail.events";

  /** Ids of the events of a batch, 16 bytes each, in the partition of the batch. */
  public static final String CLOUDTRAIL_SEEN = "trailbridge.cloudtrail.seen";

  /** What ingestion counted, as deltas, keyed by connection id. */
  public static final String CLOUDTRAIL_STATS = "trailbridge.cloudtrail.stats";

  private Topics() {}

  /** The topic that takes the records of {@code topic} that nobody can process. */
  public static String deadLetterOf(String topic) {
    return topic + ".dead-letter";
  }
}
