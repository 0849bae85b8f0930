package io.trailbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.trailbridge.sandbox.Identity.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A real Chromium in front of the console. What its log complains of is kept. */
final class Browser implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"),
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final Page page;
  private final String console;
  private final List<String> complaints = new ArrayList<>();

  private Browser(Path executable, World world, String locale) {
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale(locale)
                .setViewportSize(1280, 860));
    context.setDefaultTimeout((double) Console.PATIENCE.toMillis());
    this.page = context.newPage();
    this.console = "http://127.0.0.1:" + world.sandbox().ports().integration() + "/";
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
  }

  /** Empty where this machine has no Chromium. */
  static Optional<Browser> open(World world, String locale) {
    return PLACES.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .map(executable -> new Browser(executable, world, locale));
  }

  Page page() {
    return page;
  }

  /** Signs in as the sandbox's link does. */
  void signIn(Tenant tenant, Role role) {
    page.navigate(console + "#token=" + tenant.token(role));
    page.locator("header .who").waitFor();
  }

  void go(String route) {
    page.navigate(console + "#" + route);
    page.locator("main h1").waitFor();
  }

  void click(String role, String name) {
    button(role, name).click();
  }

  Locator button(String role, String name) {
    return page.locator(role).filter(new Locator.FilterOptions().setHasText(name)).first();
  }

  void awaitStatus(String word) {
    page.locator("main .badge")
        .filter(new Locator.FilterOptions().setHasText(word))
        .first()
        .waitFor();
  }

  /** No serious or critical finding of axe-core on the page as it is now. */
  void assertAccessible(String what) {
    List<Rule> grave =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> GRAVE.contains(String.valueOf(rule.getImpact())))
                .toList();
    assertThat(grave)
        .as(what)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
        .isEmpty();
  }

  /** Takes a picture into {@code target/screenshots}. */
  void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target/screenshots", name + ".png")));
  }

  /** Turns to the other theme by the button in the header. */
  void otherTheme() {
    page.locator("header button").first().click();
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
