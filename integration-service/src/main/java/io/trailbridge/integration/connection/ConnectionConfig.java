package io.trailbridge.integration.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How connections are watched and kept. */
@ConfigMapping(prefix = "trailbridge.connection")
public interface ConnectionConfig {

  /** When connections are verified, and what their verifications mean. */
  Verification verification();

  /** How long a deleted connection stays in the list. */
  @WithDefault("P30D")
  Duration deletedListed();

  /** How long {@code connection.state} keeps DELETED before the tombstone. */
  @WithDefault("P40D")
  Duration deletedKept();

  /** For how long nothing is heard of the intake before it counts as having been away. */
  @WithDefault("PT30M")
  Duration outageAfter();

  /** Verification. */
  interface Verification {
    /** How often each active connection is verified, give or take a tenth. */
    @WithDefault("PT15M")
    Duration interval();

    /** How soon one that failed is verified again, until it counts as lost or found. */
    @WithDefault("PT2M30S")
    Duration recheck();

    /** How often due verifications are looked for. */
    @WithDefault("5s")
    String every();

    /** How many an instance asks for each time it looks; the others wait for the next time. */
    @WithDefault("1000")
    int atOnce();

    /** So many failures in a row mean lost, ... */
    @WithDefault("3")
    int failures();

    /** ... where they are at least so long apart, first to last. */
    @WithDefault("PT5M")
    Duration over();

    /** So many successes in a row mean found again. */
    @WithDefault("2")
    int successes();
  }
}
