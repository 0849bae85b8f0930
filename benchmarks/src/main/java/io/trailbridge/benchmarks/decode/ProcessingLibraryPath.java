package io.trailbridge.benchmarks.decode;

import com.amazonaws.services.cloudtrail.processinglibrary.model.CloudTrailLog;
import com.amazonaws.services.cloudtrail.processinglibrary.serializer.DefaultEventSerializer;
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
 * What the AWS CloudTrail Processing Library does with a file once it has it: its own way from gzip
 * to event objects. It neither normalizes nor deduplicates.
 */
@State(Scope.Thread)
public class ProcessingLibraryPath {
  /** Records in all; fewer only where the figures mean nothing. */
  @Param("" + LogFiles.RECORDS)
  public int total = LogFiles.RECORDS;

  /** Records a file. */
  @Param("1000")
  public int records = 1000;

  private final ObjectMapper mapper = new ObjectMapper();
  private List<byte[]> files = List.of();

  /** Makes the files. */
  @Setup(Level.Trial)
  public void prepare() {
    files = LogFiles.of(total, records).gzip();
  }

  /** From gzip to event objects. */
  @Benchmark
  @OperationsPerInvocation(LogFiles.RECORDS)
  public long gzipToEvents(Blackhole hole) throws IOException {
    long events = 0;
    for (byte[] file : files) {
      var gzip = new GZIPInputStream(new ByteArrayInputStream(file));
      var log = new CloudTrailLog("bucket", "key");
      try (var serializer =
          new DefaultEventSerializer(log, mapper.getFactory().createParser(gzip))) {
        while (serializer.hasNextEvent()) {
          hole.consume(serializer.getNextEvent());
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
