package io.trailbridge.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the services export together.
 *
 * @param families the type of each metric
 * @param samples the labels of each name that can be asked for
 */
record ExportedMetrics(Map<String, String> families, Map<String, Set<String>> samples) {
  /** What Prometheus itself adds. */
  private static final Set<String> SCRAPED = Set.of("job", "instance");

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
  private static final Pattern PAIR = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  static ExportedMetrics by(SandboxPorts ports) {
    Map<String, String> families = new LinkedHashMap<>();
    Map<String, Set<String>> samples = new LinkedHashMap<>();
    for (int port :
        List.of(ports.integration(), ports.license(), ports.worker(), ports.ingestion())) {
      String text = text("http://127.0.0.1:" + port + "/q/metrics");
      for (Matcher it = TYPE.matcher(text); it.find(); ) {
        families.put(it.group(1), it.group(2));
      }
      for (String line : text.lines().filter(it -> !it.startsWith("#")).toList()) {
        Matcher sample = SAMPLE.matcher(line);
        if (sample.matches()) {
          Set<String> labels = samples.computeIfAbsent(sample.group(1), _ -> new TreeSet<>());
          String pairs = sample.group(2) == null ? "" : sample.group(2);
          PAIR.matcher(pairs).results().forEach(pair -> labels.add(pair.group(1)));
        }
      }
    }
    return new ExportedMetrics(families, samples);
  }

  private static String text(String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/plain").build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Type and labels of each metric of ours; the longest of a timer goes without saying. */
  Map<String, String> ours() {
    Map<String, String> ours = new LinkedHashMap<>();
    families.forEach(
        (name, type) -> {
          boolean max =
              families.containsKey(name.replaceFirst("_max$", "")) && name.endsWith("_max");
          if (name.startsWith("trailbridge_") && !max) {
            ours.put(name, type + " " + labels(name));
          }
        });
    return ours;
  }

  private Set<String> labels(String family) {
    return samples.getOrDefault(family, samples.getOrDefault(family + "_count", Set.of()));
  }

  /** What a query asks for in vain. */
  List<String> faults(String expression) {
    List<String> faults = new ArrayList<>();
    Set<String> known = new TreeSet<>(SCRAPED);
    PromQuery query = PromQuery.of(expression);
    query
        .metrics()
        .forEach(
            (metric, labels) -> {
              Set<String> has = new TreeSet<>(SCRAPED);
              has.addAll(samples.getOrDefault(metric, Set.of()));
              known.addAll(has);
              if (!metric.equals("up") && !samples.containsKey(metric)) {
                faults.add("no metric " + metric);
              } else if (!has.containsAll(labels)) {
                faults.add(metric + " has not all of " + labels);
              }
            });
    if (query.metrics().isEmpty() || !known.containsAll(query.grouped())) {
      faults.add("cannot group by " + query.grouped() + ": " + expression);
    }
    return faults;
  }
}
