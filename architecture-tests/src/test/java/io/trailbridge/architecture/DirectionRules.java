package io.trailbridge.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which way dependencies may point in this house; every rule tells how to repair what it rejects.
 */
@SuppressWarnings("ImmutableEnumChecker") // a rule is built once and only asked
enum DirectionRules {
  CONTRACTS_STAND_ALONE(
      classes()
          .that()
          .resideInAPackage("io.trailbridge.contracts..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.trailbridge.contracts..",
              "java..",
              "javax.crypto..",
              "org.jspecify..",
              "com.fasterxml.jackson.annotation..")
          .because(
              "whoever reads our topics takes contracts alone: move the code to messaging or to the"
                  + " service that needs it")),

  DOMAIN_IS_PURE(
      classes()
          .that(areDomain())
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "java..", "javax.crypto..", "org.jspecify..", "io.trailbridge.contracts..")
                  .or(areDomain()))
          .because(
              "decisions are tested without a machine: hand the value in as an argument, or move the"
                  + " code to the use case in the feature's room")),

  DOMAIN_ASKS_NOBODY_FOR_TIME_OR_CHANCE(
      noClasses()
          .that(areDomain())
          .should()
          .accessTargetWhere(asksForTimeOrChance())
          .because("time, ids and chance are arguments: let the use case ask and hand it in")),

  DOMAIN_LOGS_NOTHING(
      noClasses()
          .that(areDomain())
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jboss.logging..", "org.slf4j..", "java.util.logging..")
          .because("a decision is a value: the use case logs what became of it")),

  SERVICES_DO_NOT_KNOW_EACH_OTHER(
      slices()
          .assignedFrom(services())
          .should()
          .notDependOnEachOther()
          .because("all that passes between services is a record of contracts on a topic")),

  NOBODY_DEPENDS_ON_A_DOOR(
      classes()
          .that(areBehindADoor())
          .should(onlyBeUsedBehindTheSameDoor())
          .because(
              "doors translate and call inwards: put an interface into the feature's room and let"
                  + " the door implement it")),

  AWS_SDK_STAYS_AT_ITS_DOOR(only("software.amazon..", "..aws..", "io.trailbridge.testbed.aws..")),

  PERSISTENCE_STAYS_AT_ITS_DOOR(
      noClasses()
          .that(resideOutsideOfPackages("..db..", "io.trailbridge.messaging.."))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate..")
          .because("rows never leave db: give the room a port that speaks of the domain")),

  REST_STAYS_AT_ITS_DOOR(only("jakarta.ws.rs..", "..http..", "..http..")),

  KAFKA_STAYS_AT_ITS_DOOR(
      noClasses()
          .that(
              resideOutsideOfPackages(
                  "..kafka..",
                  "io.trailbridge.messaging..",
                  "io.trailbridge.testbed..",
                  "io.trailbridge.sandbox.."))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.eclipse.microprofile.reactive.messaging..",
              "io.smallrye.reactive.messaging..")
          .because("a consumer translates one message and calls one use case: keep it in kafka")),

  FEATURES_HAVE_NO_CYCLES(
      slices()
          .assignedFrom(features())
          .should()
          .beFreeOfCycles()
          .because("a feature is a room: move what both need into the one that the other may use")),

  NOBODY_IMPORTS_APP(
      noClasses()
          .that()
          .resideOutsideOfPackage("..app..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.trailbridge..app..").as("app"))
          .because("app wires the house together: inject what it produces")),

  SANDBOX_IMPORTS_NO_SERVICE(
      noClasses()
          .that()
          .resideInAPackage("io.trailbridge.sandbox..")
          .should()
          .dependOnClassesThat(describe("belong to a service", DirectionRules::isOfAService))
          .because("the stories meet the services at their doors only: HTTP, Kafka, AWS")),

  NAMES_SAY_WHAT_THEY_HOLD(
      noClasses()
          .should()
          .haveNameMatching(".*[a-z](Util|Utils|Helper|Manager|Impl)(\\$.*)?")
          .orShould()
          .haveNameMatching(".*\\.(Abstract|Base)[A-Z].*")
          .because("name the class for what it does for its caller"));

  private final ArchRule rule;

  DirectionRules(ArchRule rule) {
    this.rule = rule;
  }

  ArchRule rule() {
    return rule;
  }

  private static ArchRule only(String library, String home, String otherHome) {
    return noClasses()
        .that(resideOutsideOfPackages(home, otherHome))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because(
            "this library stops at its door, "
                + home
                + ": give the room a port and implement it there");
  }

  private static DescribedPredicate<JavaClass> areDomain() {
    return describe(
        "are domain",
        type -> isOfAService(type) && type.getPackageName().matches(".*\\.domain(\\..*)?"));
  }

  private static boolean isOfAService(JavaClass type) {
    return Packages.SERVICE.matcher(type.getPackageName()).matches();
  }

  private static DescribedPredicate<JavaClass> areBehindADoor() {
    return describe("are behind a door", type -> doorOf(type).isPresent());
  }

  private static Optional<String> doorOf(JavaClass type) {
    Matcher matcher = Packages.DOOR.matcher(type.getPackageName());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static ArchCondition<JavaClass> onlyBeUsedBehindTheSameDoor() {
    return new ArchCondition<>("only be used behind the same door") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesToSelf()) {
          if (!doorOf(dependency.getOriginClass()).equals(doorOf(type))) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static DescribedPredicate<JavaAccess<?>> asksForTimeOrChance() {
    Set<String> chance =
        Set.of(
            "java.util.Random",
            "java.security.SecureRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.time.Clock");
    return describe(
        "ask for the time or for chance",
        access -> {
          String owner = access.getTargetOwner().getName();
          String name = access.getTarget().getName();
          return chance.contains(owner)
              || (name.equals("now") && owner.startsWith("java.time."))
              || name.equals("randomUUID")
              || (owner.equals("java.lang.Math") && name.equals("random"))
              || (owner.equals("java.lang.System")
                  && List.of("currentTimeMillis", "nanoTime").contains(name));
        });
  }

  private static SliceAssignment services() {
    return slicesBy("services", Packages.SERVICE);
  }

  private static SliceAssignment features() {
    return slicesBy("features", Packages.FEATURE);
  }

  private static SliceAssignment slicesBy(String description, Pattern pattern) {
    return new SliceAssignment() {
      @Override
      public String getDescription() {
        return description;
      }

      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        Matcher matcher = pattern.matcher(type.getPackageName());
        return matcher.matches() ? SliceIdentifier.of(matcher.group(1)) : SliceIdentifier.ignore();
      }
    };
  }

  /** What packages are called; apart, since an enum's constants are made before its fields. */
  private static final class Packages {
    static final Pattern SERVICE =
        Pattern.compile("io\\.trailbridge\\.(integration|provisioning|license|ingestion)(\\..*)?");
    static final Pattern FEATURE =
        Pattern.compile(
            "(io\\.trailbridge\\.(?:integration|provisioning|license|ingestion)\\.\\w+).*");
    static final Pattern DOOR =
        Pattern.compile(
            "(io\\.trailbridge\\.(?:integration|provisioning|license|ingestion)\\..*\\.(?:http|kafka|db|aws|timer))(?:\\..*)?");

    private Packages() {}
  }
}
