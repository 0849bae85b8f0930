package io.trailbridge.integration.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.problem.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/openapi.yaml} what the service says of itself. After a change that is meant,
 * run the test with {@code -Dapprove=true}.
 */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class OpenApiIT {
  private static final Path PAGE = Path.of("../docs/openapi.yaml");

  @Test
  void shouldBeTheCommittedDocument() throws IOException {
    // When
    String document = given().get("/q/openapi").then().statusCode(200).extract().asString();

    // Then
    if (Boolean.getBoolean("approve")) {
      Files.writeString(PAGE, document);
    }
    assertThat(lines(document)).isEqualTo(lines(Files.readString(PAGE)));
  }

  /** What the document says, a line for each value: the order of its parts is nobody's promise. */
  private static String lines(String yaml) throws IOException {
    Set<String> lines = new TreeSet<>();
    flatten("", new YAMLMapper().readTree(yaml), lines);
    return String.join("\n", lines);
  }

  private static void flatten(String path, JsonNode node, Set<String> lines) {
    if (node.isObject()) {
      node.properties().forEach(it -> flatten(path + "/" + it.getKey(), it.getValue(), lines));
    } else if (node.isArray()) {
      node.forEach(it -> flatten(path + "[" + it.path("name").asText() + "]", it, lines));
    } else {
      lines.add(path + ": " + node.asText());
    }
  }

  @Test
  void shouldDescribeEverythingWithAnExample() throws IOException {
    // Given
    List<ApiOperation> operations = ApiOperation.all();

    // When
    List<String> missing = operations.stream().flatMap(it -> it.gaps().stream()).toList();

    // Then
    assertThat(operations).hasSizeGreaterThan(20);
    assertThat(missing).isEmpty();
  }

  @Test
  void shouldKnowEveryProblem() throws IOException {
    // When
    Set<String> told =
        ApiOperation.all().stream()
            .flatMap(it -> it.problems().stream())
            .collect(Collectors.toSet());

    // Then
    Set<String> beforeAnyOperation = Set.of("method-not-allowed", "headers-too-large");
    assertThat(told)
        .isEqualTo(
            Stream.of(ProblemKind.values())
                .map(ProblemKind::slug)
                .filter(it -> !beforeAnyOperation.contains(it))
                .collect(Collectors.toSet()));
  }
}
