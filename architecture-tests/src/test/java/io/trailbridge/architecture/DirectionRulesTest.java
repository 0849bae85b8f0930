package io.trailbridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectionRulesTest {
  /**
   * Everything that we ship; this module's own classes are test classes, planted ones among them.
   */
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(DirectionRulesTest::isNotOfThisModule)
          .importPackages("io.trailbridge");

  private static final List<String> ROOMS =
      List.of(
          "io.trailbridge.contracts",
          "io.trailbridge.messaging",
          "io.trailbridge.integration",
          "io.trailbridge.provisioning",
          "io.trailbridge.license",
          "io.trailbridge.ingestion",
          "io.trailbridge.testbed",
          "io.trailbridge.sandbox");

  @ParameterizedTest
  @EnumSource(DirectionRules.class)
  void shouldHoldInTheWholeHouse(DirectionRules direction) {
    direction.rule().allowEmptyShould(true).check(HOUSE);
  }

  @Test
  void shouldHaveSeenEveryModule() {
    for (String room : ROOMS) {
      assertThat(HOUSE.containPackage(room)).as(room).isTrue();
    }
  }

  @Test
  void shouldMarkEveryPackageForNullness() {
    List<String> unmarked =
        HOUSE.getPackage("io.trailbridge").getSubpackagesInTree().stream()
            .filter(room -> !room.getClasses().isEmpty())
            .filter(room -> !room.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertThat(unmarked).as("give each a package-info with @NullMarked").isEmpty();
  }

  private static boolean isNotOfThisModule(Location location) {
    return !location.contains("/architecture-tests/");
  }
}
