package io.trailbridge.benchmarks.decode;

import io.trailbridge.benchmarks.EffortOption;
import io.trailbridge.benchmarks.Machine;
import io.trailbridge.benchmarks.Measured;
import io.trailbridge.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a record costs from gzip to OCSF, beside others, all in one run on the same files. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = "From gzip to OCSF bytes, beside the Jackson tree, AWS's library and DuckDB.")
public final class DecodeBench implements Runnable {
  private static final String OURS = "TrailbridgePath.gzipToOcsf";
  private static final Map<String, String> SAYS =
      Map.of(
          OURS,
          "Trailbridge: gzip to OCSF, strict, gate, filter, deduplication",
          "JacksonTreePath.gzipToOcsf",
          "Jackson tree in and out: gzip to OCSF",
          "ProcessingLibraryPath.gzipToEvents",
          "AWS cloudtrail-processing-library 1.1.3: gzip to event objects",
          "DuckDbPath.gzipToThreeFields",
          "DuckDB, one thread: gzip to three fields",
          "DuckDbPath.textToThreeFields",
          "DuckDB, one thread: inflated text to three fields");

  @Mixin private EffortOption option = new EffortOption();

  @Override
  public void run() {
    List<Class<?>> paths = new ArrayList<>();
    paths.add(TrailbridgePath.class);
    paths.add(JacksonTreePath.class);
    paths.add(ProcessingLibraryPath.class);
    if (DuckDbPath.isHere()) {
      paths.add(DuckDbPath.class);
    } else {
      System.out.println("DuckDB is left out: its driver was not built in (-Ppeers).");
    }
    Machine.print(System.out);
    LogFiles files = LogFiles.of(2_000, 1000);
    System.out.printf(
        Locale.ROOT,
        "%,d records of %,d bytes, %,d compressed, 1,000 a file; one thread; effort %s%n",
        LogFiles.RECORDS,
        files.json() / 2_000,
        files.compressed() / 2_000,
        option.effort());
    print(Measured.run(option.effort(), paths, LogFiles.parameters(option.effort()), 1));
  }

  private static void print(List<Measured> found) {
    Measured ours =
        found.stream().filter(one -> one.method().equals(OURS)).findFirst().orElseThrow();
    Table table = new Table("path", "CPU us a record", "times ours", "wall us", "bytes allocated");
    for (Measured one : found) {
      table.row(
          SAYS.getOrDefault(one.method(), one.method()),
          "%.2f".formatted(one.cpuMicros()),
          "%.2f".formatted(one.ratioTo(ours)),
          "%.2f ± %.2f".formatted(one.wallMicros(), one.error()),
          "%,.0f".formatted(one.bytes()));
    }
    table.print(System.out);
  }
}
