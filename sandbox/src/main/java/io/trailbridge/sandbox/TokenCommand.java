package io.trailbridge.sandbox;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a token that the running sandbox accepts. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Prints a JWT that the running sandbox accepts, valid for 12 hours.")
final class TokenCommand implements Callable<Integer> {

  @Option(names = "--tenant", required = true, description = "As [a-z0-9][a-z0-9-]{0,62}.")
  private String tenant = "";

  @Option(names = "--role", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Identity.Role role = Identity.Role.ADMIN;

  @Override
  public Integer call() {
    if (!tenant.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new Complaint("A tenant is 1 to 63 of a-z, 0-9 and -, and does not start with -.");
    }
    Home home = Home.here();
    home.readEnv();
    System.out.println(Identity.in(home.keys()).token(tenant, role));
    return 0;
  }
}
