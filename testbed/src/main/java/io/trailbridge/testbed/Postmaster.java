package io.trailbridge.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the files of a PostgreSQL cluster say about its process and about who may connect. */
final class Postmaster {
  /** Everybody but the superuser needs a password. */
  static final String PASSWORDS_REQUIRED =
      """
      local all         all      trust
      host  all         postgres 127.0.0.1/32 trust
      host  all         all      127.0.0.1/32 scram-sha-256
      host  replication all      127.0.0.1/32 scram-sha-256
      """;

  private Postmaster() {}

  /**
   * Makes way for a new server on the cluster: ends the one that a killed JVM has left running,
   * waits for the sessions of one that was killed itself, and removes the pid file where its number
   * belongs to some other process by now, since PostgreSQL would take that for a server.
   */
  static void endLeftover(Path cluster) {
    var file = cluster.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    try {
      var named = ProcessHandle.of(pid(cluster));
      if (named.isPresent() && isPostgres(named.get())) {
        new ProcessBuilder("kill", "-INT", "" + named.get().pid())
            .start()
            .waitFor(); // fast shutdown
        named.get().onExit().get(30, TimeUnit.SECONDS);
      } else {
        awaitOrphans(cluster.toRealPath());
        if (named.isPresent()) {
          Files.delete(file);
        }
      }
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the former server on " + cluster + " does not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL; the sessions notice by themselves. */
  static void kill(Path cluster) {
    try {
      var process = ProcessHandle.of(pid(cluster)).orElseThrow();
      process.destroyForcibly();
      process.onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process id in the cluster's pid file. */
  static long pid(Path cluster) throws IOException {
    return Long.parseLong(Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst().strip());
  }

  /**
   * A session whose postmaster was killed ends by itself when it next waits for something; no
   * server may start before.
   */
  private static void awaitOrphans(Path cluster)
      throws InterruptedException, ExecutionException, TimeoutException {
    var orphans =
        ProcessHandle.allProcesses()
            .filter(Postmaster::isPostgres)
            .filter(process -> worksIn(process, cluster))
            .toList();
    for (var orphan : orphans) {
      orphan.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  /** True only where the operating system tells, which is Linux. */
  private static boolean worksIn(ProcessHandle process, Path cluster) {
    try {
      return Path.of("/proc", "" + process.pid(), "cwd").toRealPath().equals(cluster);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("postgres")).isPresent();
  }

  /**
   * Everybody but the superuser needs a password from now on; takes effect when the server reloads
   * its configuration.
   */
  static void requirePasswords(Path cluster) {
    try {
      Files.writeString(cluster.resolve("pg_hba.conf"), PASSWORDS_REQUIRED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
