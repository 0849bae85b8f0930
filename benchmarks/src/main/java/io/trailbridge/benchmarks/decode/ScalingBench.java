package io.trailbridge.benchmarks.decode;

import io.trailbridge.benchmarks.EffortOption;
import io.trailbridge.benchmarks.Machine;
import io.trailbridge.benchmarks.Measured;
import io.trailbridge.benchmarks.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether a record's cost stays the same while everything around it grows. */
@Command(
    name = "scaling",
    mixinStandardHelpOptions = true,
    description = "Cost a record by records a file, known connections, accounts, threads.")
public final class ScalingBench implements Runnable {
  private static final List<String> RECORDS = List.of("1", "10", "100", "1000", "20000");
  private static final List<String> CONNECTIONS = List.of("1", "1000", "100000");
  private static final List<String> ACCOUNTS = List.of("0", "10", "1000");

  @Mixin private EffortOption option = new EffortOption();

  @Override
  public void run() {
    Machine.print(System.out);
    vary("records", RECORDS, "records a file");
    vary("connections", CONNECTIONS, "known connections");
    vary("accounts", ACCOUNTS, "accounts in the filter");
    Table table = header("threads");
    for (int threads : new int[] {1, 2}) {
      row(table, Integer.toString(threads), run(Map.of(), threads).getFirst());
    }
    table.print(System.out);
  }

  private void vary(String parameter, List<String> values, String caption) {
    List<String> chosen =
        option.effort().isSmoke() ? List.of(values.getFirst(), values.getLast()) : values;
    Table table = header(caption);
    for (Measured one : run(Map.of(parameter, chosen), 1)) {
      row(table, one.parameters().getOrDefault(parameter, "?"), one);
    }
    table.print(System.out);
  }

  private List<Measured> run(Map<String, List<String>> parameters, int threads) {
    Map<String, List<String>> all = new HashMap<>(LogFiles.parameters(option.effort()));
    all.putAll(parameters);
    return Measured.run(option.effort(), List.of(TrailbridgePath.class), all, threads);
  }

  private static Table header(String first) {
    return new Table(first, "CPU us a record", "wall us a record and thread", "bytes allocated");
  }

  private static void row(Table table, String first, Measured one) {
    table.row(
        first,
        "%.2f".formatted(one.cpuMicros()),
        "%.2f ± %.2f".formatted(one.wallMicros(), one.error()),
        "%,.0f".formatted(one.bytes()));
  }
}
