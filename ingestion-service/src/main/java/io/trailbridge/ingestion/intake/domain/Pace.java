package io.trailbridge.ingestion.intake.domain;

import io.trailbridge.contracts.shared.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How fast one connection may post: it gathers room at a steady rate, never more than for one
 * burst, and each batch takes its share of the room. Asked only for connections that proved who
 * they are, so there are never more entries than connections.
 */
public final class Pace {
  private final double batchesPerSecond;
  private final double bytesPerSecond;
  private final double burstSeconds;
  private final Map<ConnectionId, Room> rooms = new ConcurrentHashMap<>();

  private record Room(double batches, double bytes, Instant at, boolean admitted) {}

  /**
   * Sets the rates.
   *
   * @param burst for how long a connection that was silent may save up
   */
  public Pace(double batchesPerSecond, double bytesPerSecond, Duration burst) {
    this.batchesPerSecond = batchesPerSecond;
    this.bytesPerSecond = bytesPerSecond;
    this.burstSeconds = burst.toMillis() / 1000.0;
  }

  /**
   * Takes the batch's share of the connection's room; false, and nothing taken, if there is none.
   */
  public boolean admits(ConnectionId connection, int bytes, Instant now) {
    return rooms
        .compute(connection, (_, before) -> take(gathered(before, now), bytes, now))
        .admitted();
  }

  private Room gathered(@Nullable Room before, Instant now) {
    double mostBatches = batchesPerSecond * burstSeconds;
    double mostBytes = bytesPerSecond * burstSeconds;
    if (before == null) {
      return new Room(mostBatches, mostBytes, now, true);
    }
    double seconds = Math.max(0, Duration.between(before.at(), now).toNanos() / 1e9);
    return new Room(
        Math.min(mostBatches, before.batches() + seconds * batchesPerSecond),
        Math.min(mostBytes, before.bytes() + seconds * bytesPerSecond),
        now,
        true);
  }

  private static Room take(Room room, int bytes, Instant now) {
    // Any room for bytes is enough: a batch larger than a burst must be able to pass.
    boolean fits = room.batches() >= 1 && room.bytes() > 0;
    return fits
        ? new Room(room.batches() - 1, room.bytes() - bytes, now, true)
        : new Room(room.batches(), room.bytes(), now, false);
  }
}
