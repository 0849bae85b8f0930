package io.trailbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQueryTest {
  @Test
  void shouldFindMetricsAndLabels() {
    // When
    PromQuery query =
        PromQuery.of(
            "1 - sum by (le, job) (rate(a_total{x=\"by (q)\",y!~\"/q/.*\"}[$__rate_interval]))"
                + " / ignoring(le) group_left sum(b_seconds) and on (job) time() - c > 1e3");

    // Then
    assertThat(query.metrics())
        .isEqualTo(Map.of("a_total", Set.of("x", "y"), "b_seconds", Set.of(), "c", Set.of()));
    assertThat(query.grouped()).contains("le", "job");
  }
}
