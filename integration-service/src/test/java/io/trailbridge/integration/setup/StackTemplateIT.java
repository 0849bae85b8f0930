package io.trailbridge.integration.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trailbridge.integration.setup.domain.Scopes;
import io.trailbridge.integration.setup.domain.SetupPlan;
import io.trailbridge.integration.setup.domain.StackTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template before CloudFormation's linter. */
class StackTemplateIT {
  @TempDir Path folder;

  @Test
  void shouldPassTheLinter() throws IOException {
    // Given
    assumeTrue(Shell.has("cfn-lint"), "SKIPPED: cfn-lint is not installed (pip install cfn-lint)");
    List<String> command = new ArrayList<>(List.of("cfn-lint", "--include-checks", "I", "--"));
    for (SetupPlan plan : Scopes.plans()) {
      Path file = folder.resolve(command.size() + ".json");
      Files.writeString(file, StackTemplate.of(plan, Scopes.commands()));
      command.add(file.toString());
    }

    // When
    Shell.Ran ran = Shell.run(folder, Map.of(), command);

    // Then
    assertThat(ran.output()).isEmpty();
    assertThat(ran.exit()).isZero();
  }
}
