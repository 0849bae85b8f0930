package io.trailbridge.sandbox;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Page;
import io.trailbridge.sandbox.Identity.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An administrator and an operator use the console in a real browser. */
@ExtendWith(SharedSandbox.class)
class ConsoleStory {
  private final World world;

  ConsoleStory(World world) {
    this.world = world;
  }

  @Test
  void shouldCarryAnAdministratorFromTheWizardToTheDeletion() {
    // Given
    Tenant tenant = world.tenant("console-english").licensed();
    AwsAccount account = world.account("600000000901");
    try (Browser browser = open("en-GB")) {
      Page page = browser.page();
      browser.signIn(tenant, Role.ADMIN);
      page.getByText("No AWS account is connected yet.").waitFor();
      browser.assertAccessible("no connection");

      // When
      browser.click("a", "Add an AWS account");
      browser.click("button", "Save and continue");
      page.getByText("An account id has 12 digits.").waitFor();
      browser.assertAccessible("form with faults");
      browser.picture("wizard-faults");
      page.fill("#name", "Console <b>story</b>");
      page.fill("#accountId", account.id());
      browser.click("button", "Save and continue");
      browser.click("button", "Show the commands");
      page.locator(".command pre").nth(1).waitFor();
      List<String> commands = page.locator(".command pre").allTextContents();
      browser.assertAccessible("commands");
      browser.picture("wizard-commands");
      page.locator("[role=tab]").filter(text("CloudFormation")).click();
      page.getByText("Download the template").first().waitFor();
      assertThat(page.locator(".command pre").last().textContent())
          .contains("export TRAILBRIDGE_TOKEN=");
      browser.assertAccessible("stack");
      browser.picture("wizard-stack");
      commands.forEach(
          command -> {
            tenant.keepTokenOf(command);
            account.shell().paste(command + " </dev/null").expectSuccess();
          });
      browser.awaitStatus("active");
      browser.click("a", "To the connection");
      String connection = page.url().replaceAll(".*/connections/", "");
      account.write(connection, 1, 50);

      // Then
      page.locator("dd span[title]").filter(text("ago")).waitFor();
      page.locator(".chart svg").first().waitFor();
      browser.assertAccessible("connection");
      browser.picture("connection");
      browser.go("/");
      page.locator(".spark").first().waitFor();
      browser.assertAccessible("list");
      browser.picture("integrations");
      browser.go("/connections/" + connection);

      // When: a pause whose gap is fetched
      browser.click("button", "Pause");
      page.fill("#reason", "Audit <i>until Friday</i>");
      browser.assertAccessible("pause");
      browser.click("button", "Pause now");
      browser.awaitStatus("paused");
      page.locator(".history").getByText("Audit <i>until Friday</i>").waitFor();
      browser.click("button", "Resume");
      browser.click("button", "Fetch the gap");
      browser.awaitStatus("active");

      // When: the name is edited
      browser.click("button", "Edit");
      page.fill("#name", "Renamed");
      page.locator("form button").filter(text("Save")).click();
      page.locator("h1").filter(text("Renamed")).waitFor();

      // When: it is deleted
      browser.click("a", "Delete");
      page.check("#sure");
      page.locator("label").filter(text("log files too")).locator("input").check();
      browser.assertAccessible("deletion");
      browser.picture("deletion");
      page.locator("main button.danger").click();
      String remove = page.locator(".command pre").first().textContent();
      tenant.keepTokenOf(remove);
      account.shell().paste(remove + " </dev/null").expectSuccess();
      page.getByText("Nothing of it is left in the account.").waitFor();

      // Then
      assertThat(account.everything()).noneMatch(name -> name.contains(AwsAccount.hex(connection)));
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void shouldSpeakGermanAndDark() {
    // Given
    Tenant tenant = world.tenant("console-german").licensed();
    String connection = tenant.create(world.account("600000000902"));
    try (Browser browser = open("de-DE")) {
      Page page = browser.page();

      // When
      browser.signIn(tenant, Role.ADMIN);
      browser.awaitStatus("wartet auf Einrichtung");
      browser.click("header button", "Dunkel");
      browser.assertAccessible("Liste, dunkel");
      browser.picture("integrations-german-dark");
      browser.go("/connections/" + connection);
      browser.awaitStatus("wartet auf Einrichtung");
      browser.assertAccessible("Verbindung, dunkel");
      browser.go("/permissions");
      page.getByText("iam:CreateRole").first().waitFor();
      browser.assertAccessible("Rollenberechtigungen");
      browser.go("/connections/" + connection + "/delete");
      page.check("#sure");
      page.locator("main button.danger").click();

      // Then: never set up, so it is gone at once
      browser.awaitStatus("gelöscht");
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo("de");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void shouldSayInGermanWhatPausesWhenTheLicenceEnds() {
    // Given
    Tenant tenant = world.tenant("console-ending");
    tenant.console().license(Instant.now().plus(10, DAYS).truncatedTo(SECONDS));
    tenant.create(world.account("600000000904"));
    try (Browser browser = open("de-DE")) {
      // When
      browser.signIn(tenant, Role.ADMIN);

      // Then: what was never set up does not run
      browser.page().getByText("Zurzeit läuft keine Verbindung").waitFor();
      browser.assertAccessible("Lizenz endet");
      browser.picture("licence-ends-german");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void shouldListFiftyAtOnceFilterAndTurnPages() {
    // Given
    Tenant tenant = world.tenant("console-many").licensed();
    for (int i = 0; i < 51; i++) {
      String account = "6000000010%02d".formatted(i);
      tenant.create(Console.draft("Story " + account, account, Tenant.REGION));
    }
    try (Browser browser = open("de-DE")) {
      Page page = browser.page();
      browser.signIn(tenant, Role.ADMIN);
      page.locator("tbody tr").nth(49).waitFor();

      // When
      page.reload();
      page.locator("tbody tr").nth(49).waitFor();
      Object painted =
          page.evaluate(
              "new Promise(done => requestAnimationFrame(() => done(performance.now())))");

      // Then
      System.out.printf("A page of 50 connections was painted within %s ms%n", painted);
      assertThat(page.locator("tbody tr").count()).isEqualTo(50);
      browser.assertAccessible("50 Verbindungen");
      browser.picture("integrations-fifty");
      browser.click("button", "Ältere");
      page.waitForCondition(() -> page.locator("tbody tr").count() == 1);
      page.fill("input[type=search]", "600000001007");
      page.locator("tbody th").filter(text("600000001007")).waitFor();
      assertThat(page.locator("tbody tr").count()).isEqualTo(1);
      page.fill("input[type=search]", "nichts");
      page.getByText("Keine Verbindung").first().waitFor();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void shouldShowOperatorsEverythingAndNothingOfAConnection() {
    // Given
    Tenant operations = world.tenant("console-operations");
    try (Browser browser = open("en-GB")) {
      // When
      browser.signIn(operations, Role.OPERATOR);
      browser.page().locator(".tile").first().waitFor();

      // Then
      browser.assertAccessible("operations");
      browser.picture("operations");
      assertThat(browser.page().locator("nav").textContent()).doesNotContain("AWS integrations");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void shouldKeepTheSessionFromScriptsAndOtherSites() {
    // Given
    Tenant tenant = world.tenant("console-guarded").licensed();
    Api signedIn = tenant.as(Role.ADMIN);

    // When
    Api.Answer answer = signedIn.post("/console/session", "");
    String cookie = answer.headers().get("set-cookie").getFirst();
    Map<String, String> withCookie = Map.of("Cookie", cookie.split(";", 2)[0]);
    Api nobody = world.integration("");
    String draft = Console.draft("Forged", "600000000903", Tenant.REGION).toString();

    // Then
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
    assertThat(nobody.send("GET", "/api/v1/connections", null, withCookie).status()).isEqualTo(200);
    assertThat(nobody.send("POST", "/api/v1/connections", draft, withCookie).status())
        .isEqualTo(403);
    assertThat(
            nobody
                .send(
                    "POST",
                    "/api/v1/connections",
                    draft,
                    Map.of("Cookie", withCookie.get("Cookie"), "X-Trailbridge-Console", "1"))
                .status())
        .isEqualTo(201);
  }

  private Browser open(String locale) {
    return Browser.open(world, locale)
        .orElseGet(() -> abort("There is no Chromium here: the console was not looked at."));
  }

  private static com.microsoft.playwright.Locator.FilterOptions text(String part) {
    return new com.microsoft.playwright.Locator.FilterOptions().setHasText(part);
  }
}
