package io.trailbridge.benchmarks;

import io.trailbridge.benchmarks.connections.ConnectionsBench;
import io.trailbridge.benchmarks.decode.DecodeBench;
import io.trailbridge.benchmarks.decode.MemoryBench;
import io.trailbridge.benchmarks.decode.ScalingBench;
import io.trailbridge.benchmarks.pipeline.PipelineBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks behind {@code ./trailbridge bench}; without a name it lists them. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures, and prints tables in Markdown.",
    subcommands = {
      DecodeBench.class,
      ScalingBench.class,
      MemoryBench.class,
      ConnectionsBench.class,
      PipelineBench.class
    })
public final class Launcher implements Runnable {

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** The command line with all benchmarks. */
  static CommandLine commands() {
    return new CommandLine(new Launcher()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Runs one benchmark, or lists them. */
  public static void main(String[] arguments) {
    System.exit(commands().execute(arguments));
  }
}
