package io.trailbridge.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs the main job from nothing on a sandbox of its own. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "The main job, from nothing to the last status; one line per step.")
final class DemoCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Home here = Home.here();
    Home home = new Home(here.root(), here.folder().resolve("demo"));
    SandboxPorts ports = SandboxPorts.from(System.getenv());
    ports.requireFree();
    home.forget();
    Steps steps = new Steps(System.out);
    System.out.println("Trailbridge demo: every part is real, AWS is played by an emulator.");
    Sandbox[] started = new Sandbox[1];
    try {
      steps.step(
          "Broker, database, relay, AWS and the four services start",
          () -> {
            started[0] = Sandbox.start(home, ports);
            return "";
          });
      try (Sandbox sandbox = started[0];
          Demo demo = new Demo(sandbox, steps, "acme")) {
        demo.run();
      }
    } catch (Steps.Failed e) {
      System.out.printf(
          "%nThe demo failed at: %s%nThe logs are in %s%n", e.getMessage(), home.logs());
      writeDown(e, home.log("demo"));
      return 1;
    }
    System.out.printf(
        Locale.ROOT,
        "%nEvery step held, in %.0f s. The logs are in %s%n",
        (System.nanoTime() - start) / 1e9,
        here.root().relativize(home.logs()));
    return 0;
  }

  private static void writeDown(Exception failure, Path log) {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(log))) {
      failure.printStackTrace(out);
    } catch (IOException e) {
      System.err.println("trailbridge: " + log + " cannot be written: " + e.getMessage());
    }
  }
}
