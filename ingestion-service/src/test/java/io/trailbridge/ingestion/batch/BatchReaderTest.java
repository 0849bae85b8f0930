package io.trailbridge.ingestion.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.ingestion.batch.domain.AccountFilter;
import io.trailbridge.ingestion.batch.domain.BrokenEnvelope;
import io.trailbridge.ingestion.batch.domain.DecodeLimits;
import io.trailbridge.ingestion.batch.domain.EnvelopeFault;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import io.trailbridge.ingestion.ocsf.OcsfMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReaderTest {
  private static final int MOST_BAD = DecodeLimits.defaults().badRecords();
  private static final OpenBatch BATCH =
      new OpenBatch(
          new TenantId("acme"),
          AccountFilter.of(null),
          Optional.empty(),
          Instant.parse("2026-03-01T00:06:00Z"));

  private final SeenSet seen = new SeenSet(Duration.ofHours(1), 1000, 5);
  private final Kept kept = new Kept();
  private final BatchReader reader =
      new BatchReader(DecodeLimits.defaults(), new OcsfMapper(2_000_000), 7);

  @AfterEach
  void close() {
    reader.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {",0", ",{}", ",{\"eventID\":\"\\ud800\"}"})
  void shouldGiveTheWholeBatchUpBeyondSoManyBadRecords(String bad) throws BrokenEnvelope {
    // Given
    byte[] most = file(BadRecords.good(1) + bad.repeat(MOST_BAD));
    byte[] tooMany = file(BadRecords.good(2) + bad.repeat(MOST_BAD + 1));

    // When
    BatchCounts counts = reader.read(most, BATCH, seen, kept);
    var broken =
        catchThrowableOfType(
            BrokenEnvelope.class, () -> reader.read(tooMany, BATCH, seen, new Kept()));

    // Then
    assertThat(counts.dead()).isEqualTo(MOST_BAD);
    assertThat(kept.faults).hasSize(MOST_BAD);
    assertThat(broken.fault()).isEqualTo(EnvelopeFault.TOO_MANY_BAD_RECORDS);
    assertThat(seen.freshCount()).isEqualTo(1);
  }

  @Test
  void shouldEndTheMappingOfAnEventThatOutgrowsItsLimit() throws BrokenEnvelope {
    // Given: 0.9 MB that unfold to over a gigabyte, since every leaf's path is written in full
    byte[] file =
        file(BadRecords.good(1) + "," + BadRecords.unfolding() + "," + BadRecords.good(2));
    reader.read(file(BadRecords.good(3)), BATCH, seen, new Kept());
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    // When
    BatchCounts counts = reader.read(file, BATCH, seen, kept);

    // Then
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 20);
    assertThat(kept.faults).containsExactly(RecordFault.EVENT_TOO_LARGE);
    assertThat(counts.records()).isEqualTo(2);
    assertThat(seen.freshCount()).isEqualTo(3);
  }

  private static byte[] file(String records) {
    var file = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(file)) {
      gzip.write(("{\"Records\":[" + records + "]}").getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** What came out. */
  private static final class Kept implements BatchOutput {
    private final List<RecordFault> faults = new ArrayList<>();

    @Override
    public void event(long account, byte[] id, byte[] time, byte[] event) {}

    @Override
    public void deadRecord(int index, RecordFault fault, byte[] record) {
      faults.add(fault);
    }
  }
}
