package io.trailbridge.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the files of a PostgreSQL cluster say about its process and about who may connect. */
final class Postmaster {

  private Postmaster() {}

  /**
   * Ends the server that a killed JVM has left running on the cluster, and removes the pid file of one that is gone: its number may
   * belong to another process by now, and PostgreSQL would refuse to start.
   */
  static void endLeftover(Path cluster) {
    var file = cluster.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    try {
      var process = ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()));
      if (process.isPresent() && isPostgres(process.get())) {
        new ProcessBuilder("kill", "-INT", "" + process.get().pid()).start().waitFor(); // fast shutdown
        process.get().onExit().get(30, TimeUnit.SECONDS);
      }
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception e) {
      throw new IllegalStateException("the former server on " + cluster + " does not end", e);
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("postgres")).isPresent();
  }

  /** Everybody but the superuser needs a password from now on; takes effect when the server reloads its configuration. */
  static void requirePasswords(Path cluster) {
    try {
      Files.writeString(
          cluster.resolve("pg_hba.conf"),
          """
          local all         all      trust
          host  all         postgres 127.0.0.1/32 trust
          host  all         all      127.0.0.1/32 scram-sha-256
          host  replication all      127.0.0.1/32 scram-sha-256
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
