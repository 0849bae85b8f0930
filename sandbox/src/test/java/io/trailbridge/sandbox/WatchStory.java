package io.trailbridge.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Dashboards, alerts and the list of metrics speak of what the services really export. Told when
 * all that is counted has happened.
 */
@ExtendWith(SharedSandbox.class)
@Order(Integer.MAX_VALUE - 1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchStory {
  private static final Pattern DOCUMENTED =
      Pattern.compile("^\\| `(trailbridge_\\w+)` \\| (\\w+) \\|([^|]*)\\|", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("`(\\w+)`");

  private final World world;
  private final Path root;
  private ExportedMetrics exported = new ExportedMetrics(Map.of(), Map.of());

  WatchStory(World world) {
    this.world = world;
    this.root = world.sandbox().home().root();
  }

  @BeforeAll
  void shouldHaveCountedSomethingOfEverything() {
    Tenant tenant = world.tenant("watched").licensed();
    AwsAccount account = world.account("600000000951");
    String connection = tenant.connect(account);
    account.write(connection, 1, 10);
    try (BatchProducer batches = new BatchProducer(world, tenant.name(), connection)) {
      batches.sendUnreadable(account.id());
    }
    Awaitility.await("all metrics of the list")
        .atMost(Console.PATIENCE)
        .until(
            () -> {
              exported = ExportedMetrics.by(world.sandbox().ports());
              return exported
                  .families()
                  .keySet()
                  .containsAll(
                      Set.of(
                          "trailbridge_dead_letters_total", "trailbridge_ingestion_records_total"));
            });
  }

  @Test
  void shouldListEveryMetricWithItsTypeAndLabels() throws IOException {
    // When
    Map<String, String> listed = new LinkedHashMap<>();
    for (Matcher it = DOCUMENTED.matcher(read("docs/metrics.md")); it.find(); ) {
      Set<String> labels = new TreeSet<>();
      LABEL.matcher(it.group(3)).results().forEach(label -> labels.add(label.group(1)));
      listed.put(it.group(1), it.group(2) + " " + labels);
    }

    // Then
    assertThat(exported.ours()).containsExactlyInAnyOrderEntriesOf(listed);
  }

  @Test
  void shouldAskInDashboardsForWhatIsExported() throws IOException {
    // Given
    List<Path> dashboards;
    try (Stream<Path> files = Files.list(root.resolve("deploy/grafana"))) {
      dashboards = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }

    // When
    List<String> wrong = new ArrayList<>();
    for (Path dashboard : dashboards) {
      JsonNode json = new ObjectMapper().readTree(dashboard.toFile());
      for (JsonNode panel : json.path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          String query = target.path("expr").asText();
          exported.faults(query).forEach(fault -> wrong.add(dashboard.getFileName() + " " + fault));
        }
        assertThat(panel.path("targets")).as(panel.path("title").asText()).isNotEmpty();
      }
    }

    // Then
    assertThat(dashboards).hasSize(4);
    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldAlertOnWhatIsExportedAndSayWhatToDo() throws IOException {
    // Given
    String runbook = read("docs/runbook.md");
    JsonNode rules = new YAMLMapper().readTree(read("deploy/prometheus/alerts.yml"));

    // When
    List<String> wrong = new ArrayList<>();
    Set<String> alerts = new TreeSet<>();
    for (JsonNode rule : rules.path("groups").path(0).path("rules")) {
      String alert = rule.path("alert").asText();
      alerts.add(alert);
      exported.faults(rule.path("expr").asText()).forEach(it -> wrong.add(alert + " " + it));
      assertThat(rule.at("/annotations/runbook").asText())
          .isEqualTo("docs/runbook.md#" + alert.toLowerCase(Locale.ROOT));
    }
    Set<String> told = new TreeSet<>();
    Pattern.compile("^## (\\w+)$", Pattern.MULTILINE)
        .matcher(runbook)
        .results()
        .forEach(entry -> told.add(entry.group(1)));

    // Then
    assertThat(wrong).isEmpty();
    assertThat(told).isEqualTo(alerts).isNotEmpty();
  }

  @Test
  void shouldSatisfyPrometheus() throws IOException, InterruptedException {
    Process promtool;
    try {
      promtool =
          new ProcessBuilder("promtool", "check", "config", "deploy/prometheus/prometheus.yml")
              .directory(root.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      abort("There is no promtool here: Prometheus did not look at its configuration and rules.");
      return;
    }
    String output = new String(promtool.getInputStream().readAllBytes(), UTF_8);
    assertThat(promtool.waitFor()).as(output).isZero();
  }

  private String read(String file) throws IOException {
    return Files.readString(root.resolve(file));
  }
}
