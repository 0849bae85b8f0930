package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.provisioning.connection.domain.LogFolder;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** Reads the buckets that CloudTrail writes to. Refusals of AWS are values, never exceptions. */
public interface LogBuckets {

  /**
   * Opens an object of the connection's bucket; the caller closes the content. Reading it may fail
   * with an IOException when the connection to AWS breaks.
   *
   * @param origin LIVE goes before all others
   */
  Opening open(ConnectionState connection, String bucket, String key, Origin origin);

  /**
   * Lists what lies below a prefix, in the order of the keys, a page in memory at a time.
   *
   * @param eachObject says whether to go on
   */
  Listing list(
      ConnectionState connection, String bucket, String prefix, Predicate<Listed> eachObject);

  /**
   * Lists the folders whose prefixes begin with this one and end at the next slash, in their order.
   *
   * @param eachFolder says whether to go on
   */
  Listing folders(
      ConnectionState connection, String bucket, String prefix, Predicate<LogFolder> eachFolder);

  /**
   * An object as a listing tells it.
   *
   * @param size in bytes
   */
  record Listed(String key, long size, String etag, Instant lastModified) {}

  /** What became of an attempt to open an object. */
  sealed interface Opening {
    /**
     * There it is.
     *
     * @param size in bytes, as S3 stores it
     */
    record Opened(InputStream content, long size) implements Opening {}

    /** Not there any more: expired, or removed by the customer. */
    record Gone() implements Opening {}

    /** There is no such bucket, or none any more. */
    record BucketGone() implements Opening {}

    /**
     * We may not read it.
     *
     * @param kms whether it is the key that refuses, and not the bucket
     */
    record Refused(String code, boolean kms) implements Opening {}

    /** AWS could not be asked now. */
    record Later(Duration after) implements Opening {}
  }

  /** What became of a listing. */
  enum Listing {
    COMPLETE,
    /** Whoever asked did not want to go on. */
    STOPPED,
    /** We may not list, or the bucket is gone. */
    REFUSED,
    /** AWS could not be asked now; what was given so far may come again. */
    LATER
  }
}
