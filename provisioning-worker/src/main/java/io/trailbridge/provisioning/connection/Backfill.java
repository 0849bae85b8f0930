package io.trailbridge.provisioning.connection;

import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.provisioning.ProvisioningResult.BackfillFinished;
import io.trailbridge.provisioning.connection.LogBuckets.Listing;
import io.trailbridge.provisioning.connection.domain.LogFolder;
import io.trailbridge.provisioning.connection.domain.LogKey;
import io.trailbridge.provisioning.connection.domain.LogSlice;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    if (connection.organization() && connection.organizationId() == null) {
      LOG.warnf("Backfill of an organization that is not known connection=%s", work.connection());
      finish(command, 0, 1);
      return true;
    }
    Patience.Waiting waiting = patience.start();
    while (work.wished().getAsBoolean()) {
      AtomicLong found = new AtomicLong();
      Listing listing = list(work, connection, command, found);
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

  private Listing list(
      Work work, ConnectionState connection, BackfillLogs command, AtomicLong found) {
    LogSlice slice =
        new LogSlice(command.account(), command.logRegion(), command.from(), command.to());
    String bucket = Objects.requireNonNull(connection.bucket());
    List<Place> places = new ArrayList<>();
    Listing listing = find(work, connection, command, slice, places);
    for (Place place : places) {
      if (listing != Listing.COMPLETE) {
        return listing;
      }
      listing = list(work, connection, bucket, place, found);
    }
    return listing;
  }

  /**
   * Lists the days of one place. Few trails write network activity, so its folder is looked for
   * first: one listing, where its days would be several.
   */
  private Listing list(
      Work work, ConnectionState connection, String bucket, Place place, AtomicLong found) {
    LogSlice slice = place.slice();
    List<String> prefixes = new ArrayList<>(slice.prefixes(place.folder()));
    Listing listing =
        buckets.folders(
            connection,
            bucket,
            slice.networkActivity(place.folder()),
            folder -> {
              prefixes.addAll(slice.days(folder));
              return work.wished().getAsBoolean();
            });
    for (String prefix : prefixes) {
      if (listing != Listing.COMPLETE) {
        return listing;
      }
      if (!work.wished().getAsBoolean()) {
        return Listing.STOPPED;
      }
      listing =
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
    }
    return listing;
  }

  /** Finds where the slice's log files may lie. */
  private Listing find(
      Work work,
      ConnectionState connection,
      BackfillLogs command,
      LogSlice slice,
      List<Place> places) {
    String bucket = Objects.requireNonNull(connection.bucket());
    LogFolder root = LogFolder.root(Objects.requireNonNullElse(connection.keyPrefix(), ""));
    places.add(new Place(slice, root));
    if (!connection.organization()) {
      return switch (work.spec().resources()) {
        case Resources.New _ -> Listing.COMPLETE;
        // Their trail may be an organization's, though one account of it was asked for.
        case Resources.Existing _ ->
            buckets.folders(
                connection,
                bucket,
                root.organizations(),
                folder -> {
                  places.add(new Place(slice, folder));
                  return work.wished().getAsBoolean();
                });
      };
    }
    LogFolder organization = root.organization(Objects.requireNonNull(connection.organizationId()));
    if (!Boolean.TRUE.equals(command.wholeOrganization())) {
      places.add(new Place(slice, organization));
      return Listing.COMPLETE;
    }
    return buckets.folders(
        connection,
        bucket,
        organization.prefix(),
        folder -> {
          folder.account().ifPresent(it -> places.add(new Place(slice.of(it), organization)));
          return work.wished().getAsBoolean();
        });
  }

  /**
   * A slice's log files as they lie in one folder.
   *
   * @param folder the one with the account's folder in it
   */
  private record Place(LogSlice slice, LogFolder folder) {}

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
