package io.trailbridge.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What JMH found of one benchmark method with one choice of parameters.
 *
 * @param method as {@code Class.method}
 * @param parameters by name
 * @param wallMicros that passed an operation
 * @param error half of the 99.9 % interval of {@code wallMicros}; not a number where one iteration
 *     was made
 * @param cpuMicros of the whole process an operation
 * @param bytes allocated an operation
 */
public record Measured(
    String method,
    Map<String, String> parameters,
    double wallMicros,
    double error,
    double cpuMicros,
    double bytes) {

  /** What is measured: the methods of these classes, all in one run. */
  public static List<Measured> run(
      Effort effort, List<Class<?>> benchmarks, Map<String, List<String>> parameters, int threads) {
    ChainedOptionsBuilder options =
        effort
            .applyTo(new OptionsBuilder())
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .threads(threads)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .addProfiler(CpuTime.class)
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend(
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djmh.ignoreLock=true");
    for (Class<?> benchmark : benchmarks) {
      options = options.include("^" + benchmark.getName().replace(".", "\\.") + "\\.");
    }
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      options = options.param(parameter.getKey(), parameter.getValue().toArray(String[]::new));
    }
    return results(options).stream().map(Measured::of).toList();
  }

  /** Times of {@code other}, by processor time. */
  public double ratioTo(Measured other) {
    return cpuMicros / other.cpuMicros;
  }

  private static Collection<RunResult> results(ChainedOptionsBuilder options) {
    System.setProperty("jmh.ignoreLock", "true");
    try {
      return new Runner(options.build()).run();
    } catch (RunnerException e) {
      throw new IllegalStateException("the benchmark did not run", e);
    }
  }

  private static Measured of(RunResult result) {
    String method = result.getParams().getBenchmark();
    int lastDot = method.lastIndexOf('.');
    int classDot = method.lastIndexOf('.', lastDot - 1);
    Map<String, String> parameters = new java.util.TreeMap<>();
    for (String key : result.getParams().getParamsKeys()) {
      parameters.put(key, result.getParams().getParam(key));
    }
    return new Measured(
        method.substring(classDot + 1),
        Map.copyOf(parameters),
        result.getPrimaryResult().getScore(),
        result.getPrimaryResult().getScoreError(),
        secondary(result, CpuTime.LABEL),
        secondary(result, "gc.alloc.rate.norm"));
  }

  private static double secondary(RunResult result, String label) {
    for (Map.Entry<String, ? extends Result<?>> found : secondaries(result).entrySet()) {
      if (found.getKey().endsWith(label)) {
        return found.getValue().getScore();
      }
    }
    return Double.NaN;
  }

  @SuppressWarnings("rawtypes") // so it is declared
  private static Map<String, ? extends Result<?>> secondaries(RunResult result) {
    Map<String, Result<?>> typed = new java.util.TreeMap<>();
    for (Map.Entry<String, Result> entry : result.getSecondaryResults().entrySet()) {
      typed.put(entry.getKey(), entry.getValue());
    }
    return typed;
  }
}
