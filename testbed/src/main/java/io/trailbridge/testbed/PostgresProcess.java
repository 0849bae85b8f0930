package io.trailbridge.testbed;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL server of this machine, its binaries from Maven Central. */
record PostgresProcess(EmbeddedPostgres server, Path cluster) implements Machine {

  static Machine start(int port, Path folder, Map<String, String> settings) {
    Folders.create(folder);
    var cluster = folder.resolve("cluster");
    Postmaster.endLeftover(cluster);
    Ports.requireFree(port, "PostgreSQL");
    var log = Redirect.appendTo(folder.resolve("postgres.log").toFile());
    var builder =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(cluster)
            .setCleanDataDirectory(false)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setErrorRedirector(log)
            .setOutputRedirector(log);
    settings.forEach(builder::setServerConfig);
    try {
      var process = new PostgresProcess(builder.start(), cluster);
      Postmaster.requirePasswords(cluster);
      return process;
    } catch (IOException e) {
      throw new IllegalStateException(
          "PostgreSQL on port " + port + " does not start, see " + folder.resolve("postgres.log"),
          e);
    }
  }

  @Override
  public void awaitEnd() {
    try {
      ProcessHandle.of(Postmaster.pid(cluster)).orElseThrow().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void kill() {
    Postmaster.kill(cluster);
    close();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
