package io.trailbridge.provisioning.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patient the worker is with AWS, and how much it does at once. */
@ConfigMapping(prefix = "trailbridge.provisioning")
public interface ProvisioningConfig {

  /** How many commands run at once in this instance. */
  @WithDefault("16")
  int concurrency();

  /** How many slices of gaps are listed at once in this instance, beside the commands. */
  @WithDefault("4")
  int backfillConcurrency();

  /** How long a call is repeated that AWS refuses because it has not heard of our last write. */
  @WithDefault("PT2M")
  Duration settleFor();

  /** How long one run waits for the confirmation of the subscription, before it asks again. */
  @WithDefault("PT1M")
  Duration confirmWithin();

  /** The pause between two runs where AWS could not be asked; doubled each time, to 30 times. */
  @WithDefault("PT2S")
  Duration retryAfter();

  /** How long a command is retried in place before its failure is reported. */
  @WithDefault("PT15M")
  Duration giveUpAfter();

  /** How often verification proves that the role refuses a caller without the external id. */
  @WithDefault("PT24H")
  Duration proveEvery();

  /** After what silence of CloudTrail, digests counted, verification calls the delivery stale. */
  @WithDefault("PT6H")
  Duration staleAfter();
}
