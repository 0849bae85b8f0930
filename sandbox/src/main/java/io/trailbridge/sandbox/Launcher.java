package io.trailbridge.sandbox;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands behind {@code ./trailbridge}. */
@Command(
    name = "trailbridge",
    mixinStandardHelpOptions = true,
    description = "The whole system on this machine.",
    footer = {
      "",
      "./trailbridge test runs all tests, what CI runs.",
      "./trailbridge bench lists the benchmarks and runs one by its name.",
      "",
      "Ports come from the environment: TRAILBRIDGE_PORT_INTEGRATION, _WORKER, _LICENSE,"
          + " _INGESTION, _KAFKA, _POSTGRES, _AWS."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DeliverCommand.class,
      TokenCommand.class,
      DeadLettersCommand.class,
      DoctorCommand.class
    })
final class Launcher implements Runnable {

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  public static void main(String[] arguments) {
    CommandLine commands = new CommandLine(new Launcher());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(
        (problem, command, parsed) -> {
          if (problem instanceof Complaint) {
            System.err.println("trailbridge: " + problem.getMessage());
          } else {
            problem.printStackTrace(System.err);
          }
          return 1;
        });
    System.exit(commands.execute(arguments));
  }
}
