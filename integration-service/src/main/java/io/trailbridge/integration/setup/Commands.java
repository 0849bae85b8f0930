package io.trailbridge.integration.setup;

import io.trailbridge.integration.setup.domain.SetupPlan;
import io.trailbridge.integration.setup.domain.ShellCommands;
import io.trailbridge.integration.setup.domain.StackTemplate;
import io.trailbridge.integration.setup.domain.TokenSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The commands of this deployment: its address, its script. */
@ApplicationScoped
public class Commands {
  private final ShellCommands commands;

  /**
   * For the deployment.
   *
   * @param publicUrl base of the API as customers reach it, such as {@code
   *     https://api.example.com}; the service does not start with one that a shell could misread
   */
  Commands(@ConfigProperty(name = "trailbridge.public-url") URI publicUrl, Script script) {
    this.commands = new ShellCommands(publicUrl, script.digest());
  }

  /** Fetches the script. */
  public String download() {
    return commands.download();
  }

  /** Runs the fetched script. */
  public String connect(TokenSecret token) {
    return commands.connect(token);
  }

  /** The roles of a set-up as a CloudFormation template that reports to this deployment. */
  public String template(SetupPlan plan) {
    return StackTemplate.of(plan, commands);
  }

  /** Fetches and runs the script for a removal. */
  public String remove(TokenSecret token) {
    return commands.remove(token);
  }
}
