package io.trailbridge.benchmarks.decode;

import io.trailbridge.benchmarks.Effort;
import io.trailbridge.testbed.cloudtrail.LogFile;
import io.trailbridge.testbed.cloudtrail.LogFileGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The log files that everybody reads: {@value #RECORDS} records in all, as a busy company has them,
 * and the same for the same number of records a file.
 *
 * @param gzip each file as CloudTrail would have written it
 * @param json the bytes of all of them, inflated
 */
record LogFiles(List<byte[]> gzip, long json) {
  /** How many records one pass over the files has; what a transaction of the service holds. */
  static final int RECORDS = 20_000;

  static final String ACCOUNT = "222222222222";
  static final String REGION = "eu-west-1";
  static final Instant DELIVERED = Instant.parse("2026-03-01T00:05:00Z");

  private static final long SEED = 20_260_301;

  static LogFiles of(int total, int recordsOfFile) {
    LogFileGenerator generator = new LogFileGenerator(SEED);
    List<byte[]> files = new ArrayList<>();
    long json = 0;
    for (int left = total; left > 0; left -= recordsOfFile) {
      LogFile file = generator.next(ACCOUNT, REGION, DELIVERED, Math.min(left, recordsOfFile));
      files.add(file.gzip());
      json += file.json().getBytes(StandardCharsets.UTF_8).length;
    }
    return new LogFiles(files, json);
  }

  /** What JMH is told of the files. */
  static Map<String, List<String>> parameters(Effort effort) {
    return Map.of("total", List.of(Integer.toString(effort.choose(100, RECORDS))));
  }

  long compressed() {
    return gzip.stream().mapToLong(file -> file.length).sum();
  }
}
