package io.trailbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailbridge.sandbox.Identity.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One tenant of a story: its console, its licence, and its way through the set-up wizard. */
final class Tenant {
  static final String REGION = "eu-central-1";
  private static final Pattern TOKEN = Pattern.compile("TRAILBRIDGE_TOKEN='?([0-9a-f]{64})");

  private final World world;
  private final String name;
  private final Console console;

  Tenant(World world, String name) {
    this.world = world;
    this.name = name;
    this.console = new Console(world.sandbox(), name);
  }

  String name() {
    return name;
  }

  Console console() {
    return console;
  }

  /** A licence for a year. */
  Tenant licensed() {
    console.license(Instant.now().plus(365, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));
    return this;
  }

  /** integration-service as somebody with another role of this tenant sees it. */
  Api as(Role role) {
    return world.integration(token(role));
  }

  String token(Role role) {
    return world.sandbox().identity().token(name, role);
  }

  /** A new connection, PENDING. */
  String create(AwsAccount account) {
    return console.create(Console.draft("Story " + account.id(), account.id(), REGION));
  }

  String create(ObjectNode draft) {
    return console.create(draft);
  }

  /** Runs the wizard's commands in the customer's shell. */
  void setUp(String connection, AwsAccount account) {
    JsonNode commands = console.setup(connection);
    String integrate = commands.path("integrationCommand").asText();
    token(integrate);
    account.shell().paste(commands.path("downloadCommand").asText()).expectSuccess();
    account.shell().paste(integrate + " </dev/null").expectSuccess();
  }

  /** A new connection of the account, ACTIVE. */
  String connect(AwsAccount account) {
    String connection = create(account);
    setUp(connection, account);
    console.awaitStatus(connection, "ACTIVE");
    return connection;
  }

  /** A new one-time token of the set-up wizard. */
  String setupToken(String connection) {
    return token(console.setup(connection).path("integrationCommand").asText());
  }

  /** Deletes the connection by the wizard's command, to the end. */
  void remove(String connection, AwsAccount account, boolean deleteLogs) {
    String command = beginRemoval(connection, deleteLogs);
    account.shell().paste(command + " </dev/null").expectSuccess();
    console.awaitStatus(connection, "DELETED");
  }

  /** Begins the deletion; the wizard's command. */
  String beginRemoval(String connection, boolean deleteLogs) {
    String command = console.delete(connection, deleteLogs).path("removeCommand").asText();
    token(command);
    return command;
  }

  /** The one-time token of a command, where it has one, is to stand in no log. */
  void keepTokenOf(String command) {
    if (TOKEN.matcher(command).find()) {
      token(command);
    }
  }

  private String token(String command) {
    Matcher token = TOKEN.matcher(command);
    if (!token.find()) {
      throw new IllegalStateException("no token in the wizard's command");
    }
    world.keepSecret(token.group(1));
    return token.group(1);
  }
}
