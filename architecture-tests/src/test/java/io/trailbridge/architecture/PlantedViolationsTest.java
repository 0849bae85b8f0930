package io.trailbridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that has never rejected anything is not known to work: each meets a planted violation. */
class PlantedViolationsTest {
  private static final JavaClasses PLANTED =
      new ClassFileImporter()
          .importPackages(
              "io.trailbridge.contracts.planted",
              "io.trailbridge.integration.planted",
              "io.trailbridge.integration.plantedtoo",
              "io.trailbridge.integration.app",
              "io.trailbridge.license.planted",
              "io.trailbridge.sandbox.planted");

  @ParameterizedTest
  @CsvSource({
    "CONTRACTS_STAND_ALONE, LeaningContract",
    "DOMAIN_IS_PURE, LeaningDecision",
    "DOMAIN_ASKS_NOBODY_FOR_TIME_OR_CHANCE, GuessingDecision",
    "DOMAIN_LOGS_NOTHING, TalkingDecision",
    "SERVICES_DO_NOT_KNOW_EACH_OTHER, PlantedRoom",
    "NOBODY_DEPENDS_ON_A_DOOR, PlantedDoor",
    "AWS_SDK_STAYS_AT_ITS_DOOR, PlantedRoom",
    "PERSISTENCE_STAYS_AT_ITS_DOOR, PlantedRoom",
    "REST_STAYS_AT_ITS_DOOR, PlantedRoom",
    "KAFKA_STAYS_AT_ITS_DOOR, PlantedRoom",
    "FEATURES_HAVE_NO_CYCLES, PlantedRoom",
    "NOBODY_IMPORTS_APP, PlantedRoom",
    "SANDBOX_IMPORTS_NO_SERVICE, NosyStory",
    "NAMES_SAY_WHAT_THEY_HOLD, PlantedHelper"
  })
  void shouldBeCaught(DirectionRules direction, String culprit) {
    // When
    EvaluationResult result = direction.rule().evaluate(PLANTED);

    // Then
    assertThat(result.hasViolation()).isTrue();
    assertThat(result.getFailureReport().toString()).contains(culprit);
  }
}
