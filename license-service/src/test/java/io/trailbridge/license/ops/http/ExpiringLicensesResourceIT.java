package io.trailbridge.license.ops.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trailbridge.license.TestbedResource;
import io.trailbridge.license.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class ExpiringLicensesResourceIT {
  /** A year that no other test grants into. */
  private static final String YEAR = "2029";

  private final String run = UUID.randomUUID().toString();

  @Test
  void shouldPageThroughWhatEndsSoonestFirst() {
    // Given
    for (int day = 5; day >= 1; day--) {
      grant("p" + day + "-" + run, YEAR + "-01-0" + day + "T00:00:00Z");
    }
    grant("later-" + run, YEAR + "-02-01T00:00:00Z");
    // When
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      ValidatableResponse page =
          list(
              cursor == null
                  ? Map.of("expiringBefore", YEAR + "-01-20T00:00:00Z", "limit", "2")
                  : Map.of(
                      "expiringBefore", YEAR + "-01-20T00:00:00Z", "limit", "2", "cursor", cursor));
      page.statusCode(200);
      List<String> tenants = page.extract().path("items.tenantId");
      assertThat(tenants).hasSizeLessThanOrEqualTo(2);
      tenants.stream().filter(it -> it.endsWith(run)).forEach(seen::add);
      cursor = page.extract().path("nextCursor");
    } while (cursor != null);
    // Then
    assertThat(seen)
        .containsExactly("p1-" + run, "p2-" + run, "p3-" + run, "p4-" + run, "p5-" + run);
  }

  @Test
  void shouldNotListWhatIsNotValid() {
    // Given
    grant("gone-" + run, YEAR + "-01-01T00:00:00Z");
    given()
        .auth()
        .oauth2(Tokens.of("billing"))
        .delete("/api/v1/tenants/{t}/licenses/PUBLIC_CLOUD", "gone-" + run)
        .then()
        .statusCode(200);
    // When
    List<String> tenants = list(Map.of("limit", "200")).extract().path("items.tenantId");
    // Then
    assertThat(tenants).doesNotContain("gone-" + run);
  }

  @ParameterizedTest
  @CsvSource({
    "expiringBefore, soon, 400, malformed",
    "limit, many, 400, malformed",
    "limit, 0, 422, invalid",
    "limit, 201, 422, invalid",
    "cursor, nonsense, 400, malformed",
  })
  void shouldRefuseWhatItCannotUnderstand(String name, String value, int status, String slug) {
    list(Map.of(name, value))
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:trailbridge:problem:" + slug));
  }

  @Test
  void shouldBeForOperatorsAlone() {
    for (String role : List.of("admin", "viewer", "billing")) {
      given().auth().oauth2(Tokens.of(role)).get("/api/v1/licenses").then().statusCode(403);
    }
    given().get("/api/v1/licenses").then().statusCode(401);
  }

  private static ValidatableResponse list(Map<String, String> query) {
    return given()
        .auth()
        .oauth2(Tokens.of("operator"))
        .queryParams(query)
        .get("/api/v1/licenses")
        .then();
  }

  private static void grant(String tenant, String until) {
    given()
        .auth()
        .oauth2(Tokens.of("billing"))
        .contentType(ContentType.JSON)
        .body(Map.of("validUntil", until))
        .put("/api/v1/tenants/{tenant}/licenses/PUBLIC_CLOUD", tenant)
        .then()
        .statusCode(200);
  }
}
