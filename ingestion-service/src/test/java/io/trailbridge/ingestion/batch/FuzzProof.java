package io.trailbridge.ingestion.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.ingestion.batch.domain.AccountFilter;
import io.trailbridge.ingestion.batch.domain.BrokenEnvelope;
import io.trailbridge.ingestion.batch.domain.RecordFault;
import io.trailbridge.ingestion.batch.domain.SeenSet;
import io.trailbridge.ingestion.ocsf.OcsfMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Damaged files, from gzip to OCSF: each is refused with a code or comes out as another parser
 * reads it, no good record is lost beside a bad one, and nothing is remembered of a broken file.
 */
class FuzzProof {
  private static final long SEED = Long.getLong("trailbridge.proof.seed", 20261128);
  private static final boolean LONG = "long".equals(System.getProperty("trailbridge.proof"));
  private static final int FILES = LONG ? 8_000_000 : 80_000;
  private static final OpenBatch BATCH =
      new OpenBatch(
          new TenantId("acme"),
          AccountFilter.of(null),
          Optional.empty(),
          Instant.parse("2026-03-01T00:06:00Z"));
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileMutator mutator = new FileMutator(SEED);
  private final SeenSet seen = new SeenSet(Duration.ofHours(1), 1000, 5);
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final BatchReader reader =
      new BatchReader(BadRecords.limits(), new OcsfMapper(2_000_000), 7);

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void shouldRefuseDamagedFilesOrReadThemAsOthersDo() throws IOException {
    for (int i = 0; i < FILES; i++) {
      // Given
      byte[] file = mutator.chance(3) == 0 ? mutator.damagedGzip() : mutator.damagedJson();

      // When
      Kept kept = new Kept();
      String outcome = read(file, kept);
      outcomes.merge(outcome, 1, Integer::sum);

      // Then
      if (outcome.equals("read")) {
        assertThat(kept.total())
            .as("seed %d, file %d", SEED, i)
            .isEqualTo(StrictReading.records(file));
      }
      for (byte[] event : kept.events) {
        assertThat(JSON.readTree(event).path("class_uid").isInt())
            .as("seed %d, file %d", SEED, i)
            .isTrue();
      }
      assertThat(kept.remembered).as("seed %d, file %d", SEED, i).isEqualTo(kept.expected);
    }
    print("damaged files", FILES);
    assertThat(outcomes).containsKeys("read", "some records dead", "gzip-checksum", "not-json");
  }

  @Test
  void shouldLoseNoGoodRecordBesideABadOne() {
    List<RecordFault> faults = List.of(RecordFault.values());
    int files = FILES / 4;
    for (int i = 0; i < files; i++) {
      // Given
      RecordFault fault = faults.get(mutator.chance(faults.size() - 1));
      int good = mutator.chance(6);
      int at = mutator.chance(good + 1);
      List<String> records = new ArrayList<>();
      for (int n = 0; n < good; n++) {
        records.add(BadRecords.good(n));
      }
      records.add(at, BadRecords.of(fault, mutator.chance(1000)));
      byte[] json = ("{\"Records\":[" + String.join(",", records) + "]}").getBytes(UTF_8);

      // When
      Kept kept = new Kept();
      String outcome = read(mutator.gzip(BadRecords.withBadBytes(json)), kept);
      outcomes.merge(fault.code(), 1, Integer::sum);

      // Then
      assertThat(outcome).as("seed %d, file %d, %s", SEED, i, fault).isEqualTo("some records dead");
      assertThat(kept.faults).as("seed %d, file %d", SEED, i).containsExactly(Map.entry(at, fault));
      assertThat(kept.ids)
          .as("seed %d, file %d, %s", SEED, i, fault)
          .containsExactlyElementsOf(BadRecords.ids(good));
    }
    print("a bad record among good ones", files);
    assertThat(outcomes).hasSize(faults.size() - 1);
  }

  /** What became of the file; anything but an outcome is thrown on. */
  private String read(byte[] file, Kept kept) {
    try {
      BatchCounts counts = reader.read(file, BATCH, seen, kept);
      kept.counts = counts;
      kept.expected = (int) counts.records();
      return counts.dead() == 0 ? "read" : "some records dead";
    } catch (BrokenEnvelope e) {
      return e.fault().code();
    } finally {
      kept.remembered = seen.freshCount();
      seen.forgetFresh(0);
    }
  }

  private void print(String what, int files) {
    System.out.printf("fuzz: %s: seed=%d files=%d %s%n", what, SEED, files, outcomes);
  }

  /** What came out of one file. */
  private static final class Kept implements BatchOutput {
    private final List<byte[]> events = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final List<Map.Entry<Integer, RecordFault>> faults = new ArrayList<>();
    private BatchCounts counts = new BatchCounts(0, 0, 0, 0, null);
    private int remembered;
    private int expected;

    private long total() {
      return counts.records() + counts.filtered() + counts.duplicates() + counts.dead();
    }

    @Override
    public void event(long account, byte[] id, byte[] time, byte[] event) {
      events.add(event);
      ids.add(new String(id, UTF_8));
    }

    @Override
    public void deadRecord(int index, RecordFault fault, byte[] record) {
      faults.add(Map.entry(index, fault));
    }
  }
}
