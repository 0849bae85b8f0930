package io.trailbridge.ingestion.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.ingestion.batch.domain.AccountFilter;
import io.trailbridge.ingestion.batch.domain.BatchDecoder;
import io.trailbridge.ingestion.batch.domain.BrokenEnvelope;
import io.trailbridge.ingestion.batch.domain.DecodeLimits;
import io.trailbridge.ingestion.batch.domain.EnvelopeFault;
import io.trailbridge.ingestion.batch.domain.EventIds;
import io.trailbridge.ingestion.batch.domain.JsonTape;
import io.trailbridge.ingestion.batch.domain.RecordFacts;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import io.trailbridge.ingestion.batch.domain.RecordSink;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import io.trailbridge.ingestion.batch.domain.Timestamps;
import java.time.Instant;
import java.util.Arrays;

/**
 * Takes a batch apart, record by record while it is inflated: decode, filter, drop what was seen,
 * map. Used by one thread, for one batch after the other.
 */
public final class BatchReader implements AutoCloseable {
  private final BatchDecoder decoder;
  private final EventMapper mapper;
  private final EventIds ids = new EventIds();
  private final RecordFacts facts = new RecordFacts();
  private final int mostBadRecords;

  /**
   * Makes a reader.
   *
   * @param mapper of whose events those that are too large become dead letters
   * @param seed any number that senders of files cannot know
   */
  public BatchReader(DecodeLimits limits, EventMapper mapper, long seed) {
    this.decoder = new BatchDecoder(limits, seed);
    this.mapper = mapper;
    this.mostBadRecords = limits.badRecords();
  }

  /**
   * Reads a file into the output. Ids of new events become fresh in {@code seen}.
   *
   * @throws BrokenEnvelope where the file cannot be read; nothing is fresh of it then, but the
   *     output has seen what came before the break, and must drop it
   */
  public BatchCounts read(byte[] file, OpenBatch batch, SeenSet seen, BatchOutput output)
      throws BrokenEnvelope {
    int before = seen.freshCount();
    Pass pass = new Pass(batch, seen, output);
    try {
      decoder.decode(file, pass);
    } catch (BrokenEnvelope e) {
      seen.forgetFresh(before);
      throw e;
    }
    return pass.counts();
  }

  @Override
  public void close() {
    decoder.close();
  }

  private final class Pass implements RecordSink {
    private final EventContext context;
    private final OpenBatch batch;
    private final SeenSet seen;
    private final BatchOutput output;
    private long records;
    private long filtered;
    private long duplicates;
    private long dead;
    private long newest = Timestamps.NONE;

    private Pass(OpenBatch batch, SeenSet seen, BatchOutput output) {
      this.batch = batch;
      this.context = batch.context();
      this.seen = seen;
      this.output = output;
    }

    @Override
    public void good(int index, JsonTape tape) throws BrokenEnvelope {
      RecordFault fault = facts.read(tape);
      if (fault != null) {
        bad(index, fault, tape.bytes(), tape.from(0), tape.to(0));
        return;
      }
      long account =
          facts.account() == AccountFilter.NO_ACCOUNT ? batch.fileAccount() : facts.account();
      if (!batch.filter().wants(account)) {
        filtered++;
        return;
      }
      ids.of(batch.tenant(), account, facts.idHigh(), facts.idLow(), facts.category());
      if (!seen.firstSight(ids.high(), ids.low())) {
        duplicates++;
        return;
      }
      byte[] event = mapper.map(tape, context);
      if (event == null) {
        // Not remembered: it may come again when there is room for it.
        seen.forgetFresh(seen.freshCount() - 1);
        bad(index, RecordFault.EVENT_TOO_LARGE, tape.bytes(), tape.from(0), tape.to(0));
        return;
      }
      long time = facts.eventTime(tape);
      newest = Math.max(newest, time);
      records++;
      output.event(account, facts.eventId(tape), timeText(tape, time), event);
    }

    @Override
    public void bad(int index, RecordFault fault, byte[] bytes, int from, int to)
        throws BrokenEnvelope {
      if (++dead > mostBadRecords) {
        throw new BrokenEnvelope(EnvelopeFault.TOO_MANY_BAD_RECORDS);
      }
      output.deadRecord(index, fault, Arrays.copyOfRange(bytes, from, to));
    }

    private byte[] timeText(JsonTape tape, long time) {
      return time == Timestamps.NONE
          ? batch.now().toString().getBytes(UTF_8)
          : facts.eventTimeText(tape);
    }

    private BatchCounts counts() {
      Instant newestEvent = newest == Timestamps.NONE ? null : Instant.ofEpochMilli(newest);
      return new BatchCounts(records, filtered, duplicates, dead, newestEvent);
    }
  }
}
