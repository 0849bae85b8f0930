package io.trailbridge.sandbox;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Page;
import io.trailbridge.sandbox.Identity.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An administrator and an operator use the console in a real browser. */
@ExtendWith(SharedSandbox.class)
class ConsoleStory {
  private static final String DENIED =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]}""";

  private final World world;

  ConsoleStory(World world) {
    this.world = world;
  }

  @Test
  void shouldCarryAnAdministratorFromTheWizardToTheDeletionInEachLanguage() {
    // Both at once: most of the time somebody waits for AWS. What is between is told once.
    World.atOnce(
        () -> {
          try (Visit visit = new Visit("en", "600000000901")) {
            String connection = fromTheWizardToTheFirstEvents(visit);
            pauseResumeAndRename(visit);
            delete(visit, connection);
          }
        },
        () -> {
          try (Visit visit = new Visit("de", "600000000902")) {
            visit.browser.otherTheme();
            String connection = fromTheWizardToTheFirstEvents(visit);
            verifyWhileAndAfterALinkIsBroken(visit, connection);
            delete(visit, connection);
          }
        });
  }

  /** An administrator who reads one language, with an account of AWS. */
  private final class Visit implements AutoCloseable {
    private final String language;
    private final Words words;
    private final Tenant tenant;
    private final AwsAccount account;
    private final Browser browser;
    private final Page page;

    Visit(String language, String accountId) {
      this.language = language;
      this.words = Words.in(language);
      this.tenant = world.tenant("console-" + language).licensed();
      this.account = world.account(accountId);
      this.browser = open(language);
      this.page = browser.page();
      browser.signIn(tenant, Role.ADMIN);
    }

    void click(String element, String key) {
      browser.click(element, words.of(key));
    }

    void look(String name) {
      browser.assertAccessible(name + ", " + language);
      browser.picture(name + "-" + language);
    }

    void paste(String command) {
      tenant.keepTokenOf(command);
      account.shell().paste(command + " </dev/null").expectSuccess();
    }

    @Override
    public void close() {
      browser.close();
    }
  }

  private static String fromTheWizardToTheFirstEvents(Visit visit) {
    Page page = visit.page;
    page.getByText(visit.words.of("none-yet")).waitFor();
    visit.look("empty");
    visit.click("a", "add");
    visit.click("button", "save-and-continue");
    page.getByText(visit.words.of("fault.account")).waitFor();
    visit.look("wizard-faults");
    page.fill("#name", "Console <b>story</b>");
    page.fill("#accountId", visit.account.id());
    visit.click("button", "save-and-continue");
    visit.click("button", "setup.show-commands");
    page.locator(".command pre").nth(1).waitFor();
    List<String> commands = page.locator(".command pre").allTextContents();
    visit.look("wizard-commands");
    page.locator("[role=tab]").filter(text("CloudFormation")).click();
    page.getByText(visit.words.of("setup.template")).first().waitFor();
    assertThat(page.locator(".command pre").last().textContent())
        .contains("export TRAILBRIDGE_TOKEN=");
    visit.look("wizard-stack");
    commands.forEach(visit::paste);
    visit.browser.awaitStatus(visit.words.of("status.ACTIVE"));
    visit.click("a", "to-connection");
    String connection = page.url().replaceAll(".*/connections/", "");
    visit.account.write(connection, 1, 50);
    page.locator("dd span[title]:not([title='–'])").first().waitFor();
    page.locator(".chart svg").first().waitFor();
    visit.browser.go("/");
    page.locator(".spark").first().waitFor();
    visit.look("integrations");
    visit.browser.go("/connections/" + connection);
    return connection;
  }

  private static void verifyWhileAndAfterALinkIsBroken(Visit visit, String connection) {
    Page page = visit.page;
    // When
    visit.account.ask(roleMay(connection, "put-role-policy", "--policy-document", DENIED));
    visit.click("button", "action.verify");
    page.getByText(visit.words.of("chain.running")).first().waitFor();
    page.locator(".chain .failed").first().waitFor();

    // Then
    assertThat(page.locator(".chain .failed strong").allTextContents())
        .containsExactly(visit.words.of("check.NEWEST_OBJECT_READABLE"));
    int links = page.locator(".chain li").count();
    assertThat(links).isGreaterThan(10);
    visit.look("chain-failed");

    // When
    visit.account.ask(roleMay(connection, "delete-role-policy"));
    visit.click("button", "action.verify");
    page.locator(".box.good").first().waitFor();

    // Then
    assertThat(page.locator(".chain .done").count()).isEqualTo(links);
    for (String theme : List.of("dark", "light")) {
      visit.look("connection-" + theme);
      visit.browser.otherTheme();
    }
  }

  private static void pauseResumeAndRename(Visit visit) {
    Page page = visit.page;
    visit.click("button", "action.pause");
    page.fill("#reason", "Audit <i>until Friday</i>");
    visit.look("pause");
    visit.click("button", "pause.now");
    visit.browser.awaitStatus(visit.words.of("status.PAUSED"));
    page.locator(".history").getByText("Audit <i>until Friday</i>").waitFor();
    visit.click("button", "action.resume");
    visit.click("button", "resume.fetch");
    visit.browser.awaitStatus(visit.words.of("status.ACTIVE"));
    visit.click("button", "action.edit");
    page.fill("#name", "Renamed");
    page.locator("form button").filter(text(visit.words.of("save"))).click();
    page.locator("h1").filter(text("Renamed")).waitFor();
  }

  private static void delete(Visit visit, String connection) {
    Page page = visit.page;
    visit.click("a", "action.delete");
    page.check("#sure");
    page.locator("label").filter(text(visit.words.of("delete.logs"))).locator("input").check();
    visit.look("deletion");
    page.locator("main button.danger").click();
    visit.paste(page.locator(".command pre").first().textContent());
    page.getByText(visit.words.of("delete.done")).waitFor();

    assertThat(page.locator("html").getAttribute("lang")).isEqualTo(visit.language);
    assertThat(visit.account.everything())
        .noneMatch(name -> name.contains(AwsAccount.hex(connection)));
    assertThat(visit.browser.complaints()).isEmpty();
  }

  private static String[] roleMay(String connection, String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "iam",
                command,
                "--role-name",
                "trailbridge-" + AwsAccount.hex(connection) + "-access",
                "--policy-name",
                "story-deny"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  @Test
  void shouldSayWhatPausesWhenTheLicenceEndsAndLetGoOfWhatWasNeverSetUp() {
    // Given
    Words words = Words.in("de");
    Tenant tenant = world.tenant("console-ending");
    tenant.console().license(Instant.now().plus(10, DAYS).truncatedTo(SECONDS));
    String connection = tenant.create(world.account("600000000904"));
    try (Browser browser = open("de")) {
      Page page = browser.page();

      // When
      browser.signIn(tenant, Role.ADMIN);

      // Then: what was never set up does not run
      page.getByText(words.of("license.pauses-none")).waitFor();
      browser.assertAccessible("Lizenz endet");
      browser.picture("licence-ends-german");

      // When
      browser.go("/permissions");
      page.getByText("iam:CreateRole").first().waitFor();
      browser.assertAccessible("Rollenberechtigungen");
      browser.go("/connections/" + connection);
      browser.awaitStatus(words.of("status.PENDING"));
      browser.assertAccessible("Verbindung");
      browser.go("/connections/" + connection + "/delete");
      page.check("#sure");
      page.locator("main button.danger").click();

      // Then: never set up, so it is gone at once
      browser.awaitStatus(words.of("status.DELETED"));

      // When: somebody who may look alone
      browser.signIn(tenant, Role.VIEWER);
      browser.go("/");
      page.locator("tbody tr").first().waitFor();

      // Then
      page.waitForCondition(() -> page.locator("main a.primary").count() == 0);
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
    try (Browser browser = open("de")) {
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
    try (Browser browser = open("en")) {
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
