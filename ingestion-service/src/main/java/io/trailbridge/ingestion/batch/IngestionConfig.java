package io.trailbridge.ingestion.batch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** What the loops are told. */
@ConfigMapping(prefix = "trailbridge.ingestion")
public interface IngestionConfig {

  /**
   * A name that no other running instance has, and that this one has again after a restart: the
   * transactions that it left open are aborted by it.
   */
  String instance();

  /** How many loops, each a thread with a consumer and a producer. */
  @WithDefault("1")
  int loops();

  /** The consumer group. */
  @WithDefault("trailbridge-ingestion")
  String group();

  /** {@code classic} (cooperative-sticky) or {@code consumer} (KIP-848). */
  @WithDefault("classic")
  String groupProtocol();

  /** How long the group waits for a silent instance; with {@code consumer} the broker decides. */
  @WithDefault("PT10S")
  Duration sessionTimeout();

  /** How long the broker keeps a transaction open whose producer is silent. */
  @WithDefault("PT40S")
  Duration transactionTimeout();

  /** How many bytes of batches one fetch brings. */
  @WithDefault("8388608")
  int fetchBytes();

  /** After how many events a transaction is committed, at the end of a batch. */
  @WithDefault("20000")
  int flushRecords();

  /** After which time a transaction is committed, at the end of a batch. */
  @WithDefault("PT1S")
  Duration flushAfter();

  /** How long a partition waits for the state of a connection that it does not know. */
  @WithDefault("PT30S")
  Duration unknownConnectionWait();

  /** Deduplication. */
  Seen seen();

  /** Limits of the decoder. */
  Decode decode();

  /** What is remembered of events that came out. */
  interface Seen {
    /** For how long; {@code cloudtrail.seen} must be kept at least as long. */
    @WithDefault("PT24H")
    Duration window();

    /** How many ids a partition, at about 22 bytes each; beyond that the window shortens. */
    @WithDefault("20000000")
    int mostIds();

    /**
     * Which share of the largest heap the ids of all partitions may take, above 0 and below 1;
     * where that is less than {@link #mostIds} a partition, it holds.
     */
    @WithDefault("0.5")
    double heapShare();
  }

  /** See {@link io.trailbridge.ingestion.batch.domain.DecodeLimits}. */
  interface Decode {
    /** Largest batch as it stands on Kafka. */
    @WithDefault("4194304")
    int compressedBytes();

    /** Largest batch once inflated. */
    @WithDefault("536870912")
    long inflatedBytes();

    /** Most inflated bytes per compressed one. */
    @WithDefault("100")
    int ratio();

    /** What may be inflated before the ratio counts. */
    @WithDefault("1048576")
    int ratioFreeBytes();

    /** Most gzip members in one batch. */
    @WithDefault("64")
    int members();

    /** Deepest nesting of JSON. */
    @WithDefault("64")
    int depth();

    /** Longest string. */
    @WithDefault("1048576")
    int stringBytes();

    /** Longest field name. */
    @WithDefault("256")
    int nameBytes();

    /** Longest number. */
    @WithDefault("64")
    int numberChars();

    /** Largest record. */
    @WithDefault("1048576")
    int recordBytes();

    /** Most records in one batch. */
    @WithDefault("1000000")
    int records();

    /** Most bad records that become dead letters one by one; one more and the batch is one. */
    @WithDefault("1000")
    int badRecords();

    /** Largest event, once mapped: the events topic takes no larger record. */
    @WithName("event-bytes")
    @WithDefault("2000000")
    int eventBytes();
  }
}
