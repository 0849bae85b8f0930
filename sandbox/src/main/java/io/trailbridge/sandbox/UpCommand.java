package io.trailbridge.sandbox;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the sandbox and stays until Ctrl-C. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts the sandbox and stays in the foreground; Ctrl-C stops all of it.")
final class UpCommand implements Callable<Integer> {

  @Option(names = "--fresh", description = "Forget the data of earlier runs.")
  private boolean fresh;

  @Option(
      names = "--traffic",
      description = "Write a CloudTrail file into every logging trail's bucket each few seconds.")
  private boolean traffic;

  @Override
  public Integer call() throws InterruptedException {
    Home home = Home.here();
    SandboxPorts ports = SandboxPorts.from(System.getenv());
    ports.requireFree();
    if (fresh) {
      home.forget();
    }
    System.out.println("Starting broker, database, relay, AWS and the four services ...");
    try (Sandbox sandbox = Sandbox.start(home, ports);
        Traffic files = new Traffic(sandbox.aws())) {
      welcome(sandbox);
      if (traffic) {
        files.start();
      }
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private static void welcome(Sandbox sandbox) {
    System.out.printf(
        """

        Trailbridge is up.
          console    http://127.0.0.1:%d
          sign in    %s
          operators  %s
          API        http://127.0.0.1:%d/api/v1      (OpenAPI: /q/openapi)
          licences   http://127.0.0.1:%d/api/v1
          intake     http://127.0.0.1:%d/v1
          Kafka      %s
          AWS        %s
          addresses and the demo customer's credentials:  source %s
          logs       %s

        A token for the tenant acme:  ./trailbridge token --tenant acme
        Ctrl-C stops everything.
        """,
        sandbox.ports().integration(),
        signIn(sandbox, "acme", Identity.Role.ADMIN),
        signIn(sandbox, "operations", Identity.Role.OPERATOR),
        sandbox.ports().integration(),
        sandbox.ports().license(),
        sandbox.ports().ingestion(),
        sandbox.kafka(),
        sandbox.aws().endpoint(),
        sandbox.home().root().relativize(sandbox.home().env()),
        sandbox.home().root().relativize(sandbox.home().logs()));
  }

  /** The token stands behind #, which no browser sends and no log keeps. */
  private static String signIn(Sandbox sandbox, String tenant, Identity.Role role) {
    return "http://127.0.0.1:%d/#token=%s"
        .formatted(sandbox.ports().integration(), sandbox.identity().token(tenant, role));
  }
}
