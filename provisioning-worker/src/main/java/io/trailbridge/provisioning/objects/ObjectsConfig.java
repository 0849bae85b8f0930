package io.trailbridge.provisioning.objects;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How log files are fetched. */
@ConfigMapping(prefix = "trailbridge.objects")
public interface ObjectsConfig {

  /** How many new log files are fetched at once; each takes up to 9 MiB while it is cut. */
  @WithDefault("8")
  int concurrency();

  /** How many log files of gaps are fetched at once, beside the new ones. */
  @WithDefault("4")
  int backfillConcurrency();

  /** How long a file waits for its connection to be known, or to have a bucket. */
  @WithDefault("PT30S")
  Duration unknownFor();

  /**
   * How long a fetch is repeated that AWS refuses, before the file becomes a dead letter. The files
   * of a connection that are refused meanwhile wait no longer than the first.
   */
  @WithDefault("PT2M")
  Duration refusedFor();

  /**
   * How long a fetch is repeated that AWS itself, or our own credentials, cannot do now, before the
   * file becomes a dead letter. Meanwhile the channel stands still, and Kafka keeps what comes.
   */
  @WithDefault("PT6H")
  Duration unavailableFor();
}
