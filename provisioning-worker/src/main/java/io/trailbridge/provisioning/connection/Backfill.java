package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.provisioning.ProvisioningResult.BackfillFinished;
import io.trailbridge.provisioning.connection.LogBuckets.Listing;
import io.trailbridge.provisioning.connection.domain.LogKey;
import io.trailbridge.provisioning.connection.domain.LogSlice;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Lists the log files of one slice of a gap and hands them on to be fetched. */
@ApplicationScoped
class Backfill {
  private static final Logger LOG = Logger.getLogger(Backfill.class);

  private final Connections connections;
  private final LogBuckets buckets;
  private final LogObjects objects;
  private final Results results;
  private final Patience patience;

  Backfill(
      Connections connections,
      LogBuckets buckets,
      LogObjects objects,
      Results results,
      Patience patience) {
    this.connections = connections;
    this.buckets = buckets;
    this.objects = objects;
    this.results = results;
    this.patience = patience;
  }

  /** False where a newer wish made it pointless. A listing that is refused counts as one failed. */
  boolean run(Work work, BackfillLogs command) {
    ConnectionState connection = connections.find(work.connection()).orElse(null);
    if (connection == null || connection.bucket() == null) {
      LOG.warnf("Backfill of a connection without a bucket connection=%s", work.connection());
      finish(command, 0, 1);
      return true;
    }
    LogSlice slice =
        new LogSlice(command.account(), command.logRegion(), command.from(), command.to());
    Patience.Waiting waiting = patience.start();
    while (work.wished().getAsBoolean()) {
      AtomicLong found = new AtomicLong();
      Listing listing = list(work, connection, slice, found);
      if (listing == Listing.STOPPED) {
        return false;
      }
      if (listing == Listing.LATER && waiting.again(Duration.ZERO, work.wished())) {
        continue;
      }
      finish(command, found.get(), listing == Listing.COMPLETE ? 0 : 1);
      return true;
    }
    return false;
  }

  private Listing list(Work work, ConnectionState connection, LogSlice slice, AtomicLong found) {
    String keyPrefix = Objects.requireNonNullElse(connection.keyPrefix(), "");
    String bucket = Objects.requireNonNull(connection.bucket());
    String organization = connection.organization() ? connection.organizationId() : null;
    for (String prefix : slice.prefixes(keyPrefix, organization)) {
      Listing listing =
          buckets.list(
              connection,
              bucket,
              prefix,
              listed -> {
                if (LogKey.parse(listed.key()).isPresent()
                    && slice.contains(listed.lastModified())) {
                  objects.add(object(work, bucket, listed));
                  found.incrementAndGet();
                }
                return work.wished().getAsBoolean();
              });
      if (listing != Listing.COMPLETE) {
        return listing;
      }
    }
    return Listing.COMPLETE;
  }

  private static LogObject object(Work work, String bucket, LogBuckets.Listed listed) {
    return new LogObject(
        work.connection(),
        work.tenant(),
        bucket,
        listed.key(),
        listed.size(),
        listed.etag(),
        Origin.BACKFILL);
  }

  private void finish(BackfillLogs command, long found, long failed) {
    results.publish(
        new BackfillFinished(
            command.connectionId(),
            command.tenantId(),
            command.gapId(),
            command.account(),
            command.logRegion(),
            command.from(),
            command.to(),
            found,
            failed));
    // Most slices of an account are empty: thirty regions, and work in one or two.
    LOG.logf(
        found + failed == 0 ? Logger.Level.DEBUG : Logger.Level.INFO,
        "Backfill slice answered connection=%s gap=%s account=%s region=%s objects=%d failed=%d",
        command.connectionId(),
        command.gapId(),
        command.account(),
        command.logRegion(),
        found,
        failed);
  }
}
