package io.trailbridge.integration.connection;

import io.trailbridge.contracts.provisioning.ProvisioningResult.BackfillFinished;
import io.trailbridge.contracts.shared.GapId;
import io.trailbridge.integration.connection.domain.BackfillPlan;
import io.trailbridge.integration.connection.domain.Connection;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** How far the fetches of gaps are. Each method needs a transaction. */
public interface BackfillStore {

  /** A fetch begins; so many of its slices are on their way. */
  void begin(Connection connection, BackfillPlan plan, long sent);

  /** A slice is done; empty where that is known already, or the fetch is not. */
  Optional<Progress> finish(BackfillFinished slice);

  /** More slices are on their way. */
  void sent(GapId gapId, long sent);

  /** How far these are; gaps without a fetch are left out. */
  Map<GapId, Progress> progress(Collection<GapId> gaps);

  /**
   * How far a fetch is.
   *
   * @param sent slices that were sent to the worker
   * @param done slices that it answered
   * @param objects log files found
   * @param failed log files that could not be fetched
   */
  record Progress(BackfillPlan plan, long sent, long done, long objects, long failed) {}
}
