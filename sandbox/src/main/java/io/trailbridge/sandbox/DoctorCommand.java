package io.trailbridge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Says what is installed, what is missing, and which ports are taken. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Says what is installed, what is missing, and which ports are taken.")
final class DoctorCommand implements Callable<Integer> {

  private record Tool(String name, boolean needed, String purpose, String remedy) {}

  private static final List<Tool> TOOLS =
      List.of(
          new Tool("mvn", true, "builds everything", "apt-get install maven"),
          new Tool("bash", true, "runs the launcher and the customer's script", "install bash"),
          new Tool("curl", true, "the customer's script needs it", "apt-get install curl"),
          new Tool("aws", true, "the customer's script needs it", "apt-get install awscli"),
          new Tool("moto_server", false, "plays AWS", "pip install 'moto[server]'"),
          new Tool(
              "python3",
              false,
              "makes a place for moto where there is none",
              "apt-get install python3-venv"),
          new Tool(
              "shellcheck", false, "checks the scripts in the tests", "apt-get install shellcheck"),
          new Tool("bats", false, "tests the scripts", "apt-get install bats"),
          new Tool("chromium", false, "shows the console to its tests", "apt-get install chromium"),
          new Tool(
              "docker",
              false,
              "only for the tests with -Pcontainers",
              "https://docs.docker.com/engine/install"));

  @Override
  public Integer call() {
    System.out.printf("%-12s %-8s %s%n", "java", "found", System.getProperty("java.home"));
    List<String> problems = new ArrayList<>();
    for (Tool tool : TOOLS) {
      boolean found = isOnPath(tool.name());
      System.out.printf(
          "%-12s %-8s %s%s%n",
          tool.name(),
          found ? "found" : "missing",
          tool.purpose(),
          found ? "" : " (" + tool.remedy() + ")");
      if (!found && tool.needed()) {
        problems.add(tool.name() + " is missing");
      }
    }
    if (!isOnPath("moto_server") && !isOnPath("python3")) {
      problems.add("neither moto_server nor python3 is there");
    }
    List<String> taken = SandboxPorts.from(System.getenv()).taken();
    boolean up = Files.exists(Home.here().env());
    System.out.println(
        taken.isEmpty()
            ? "ports        free"
            : "ports        taken: "
                + String.join(", ", taken)
                + (up ? " (the sandbox is up)" : ""));
    if (!taken.isEmpty() && !up) {
      problems.add("ports are taken; set TRAILBRIDGE_PORT_... to others");
    }
    System.out.println(
        problems.isEmpty()
            ? "Nothing is missing."
            : "To mend: " + String.join("; ", problems) + ".");
    return problems.isEmpty() ? 0 : 1;
  }

  private static boolean isOnPath(String tool) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(":"))
        .map(folder -> Path.of(folder.isEmpty() ? "." : folder, tool))
        .anyMatch(DoctorCommand::isExecutable);
  }

  private static boolean isExecutable(Path file) {
    try {
      return Files.isExecutable(file) && !Files.isDirectory(file.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
