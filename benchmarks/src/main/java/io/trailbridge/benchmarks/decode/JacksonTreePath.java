package io.trailbridge.benchmarks.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The way that most products go: {@code GZIPInputStream}, the file as a Jackson tree, each event as
 * another tree, bytes. It neither validates as strictly, nor filters, nor deduplicates.
 */
@State(Scope.Thread)
public class JacksonTreePath {
  /** Records in all; fewer only where the figures mean nothing. */
  @Param("" + LogFiles.RECORDS)
  public int total = LogFiles.RECORDS;

  /** Records a file. */
  @Param("1000")
  public int records = 1000;

  private final ObjectMapper mapper = new ObjectMapper();
  private final TreeMapping mapping = new TreeMapping(mapper);
  private List<byte[]> files = List.of();

  /** Makes the files. */
  @Setup(Level.Trial)
  public void prepare() {
    files = LogFiles.of(total, records).gzip();
  }

  /** From gzip to OCSF bytes. */
  @Benchmark
  @OperationsPerInvocation(LogFiles.RECORDS)
  public long gzipToOcsf(Blackhole hole) throws IOException {
    long events = 0;
    for (byte[] file : files) {
      try (var gzip = new GZIPInputStream(new ByteArrayInputStream(file), 1 << 16)) {
        for (JsonNode record : mapper.readTree(gzip).path("Records")) {
          hole.consume(mapper.writeValueAsBytes(mapping.event(record)));
          events++;
        }
      }
    }
    if (events != total) {
      throw new IllegalStateException("not every record came out: " + events);
    }
    return events;
  }
}
