package io.trailbridge.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each part of the sandbox listens, on 127.0.0.1. Each default can be set by the environment,
 * as {@code TRAILBRIDGE_PORT_INTEGRATION} and so on.
 */
record SandboxPorts(
    int integration, int worker, int license, int ingestion, int kafka, int postgres, int aws) {

  /** Throws {@link Complaint} where a variable is no port. */
  static SandboxPorts from(Map<String, String> environment) {
    return new SandboxPorts(
        port(environment, "INTEGRATION", 8080),
        port(environment, "WORKER", 8081),
        port(environment, "LICENSE", 8082),
        port(environment, "INGESTION", 8083),
        port(environment, "KAFKA", 19092),
        port(environment, "POSTGRES", 15432),
        port(environment, "AWS", 14566));
  }

  /** Ports that nobody uses, for a sandbox beside another one. */
  static SandboxPorts free() {
    int[] free = new int[7];
    ServerSocket[] held = new ServerSocket[free.length];
    try {
      for (int i = 0; i < free.length; i++) {
        held[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        free[i] = held[i].getLocalPort();
      }
      for (ServerSocket socket : held) {
        socket.close();
      }
    } catch (IOException e) {
      throw new Complaint("No free port: " + e.getMessage(), e);
    }
    return new SandboxPorts(free[0], free[1], free[2], free[3], free[4], free[5], free[6]);
  }

  Map<String, Integer> byName() {
    Map<String, Integer> named = new LinkedHashMap<>();
    named.put("INTEGRATION", integration);
    named.put("WORKER", worker);
    named.put("LICENSE", license);
    named.put("INGESTION", ingestion);
    named.put("KAFKA", kafka);
    named.put("POSTGRES", postgres);
    named.put("AWS", aws);
    return named;
  }

  /** The names of the parts whose port somebody else uses. */
  List<String> taken() {
    return byName().entrySet().stream()
        .filter(part -> isTaken(part.getValue()))
        .map(part -> part.getKey() + " " + part.getValue())
        .toList();
  }

  /** Throws {@link Complaint} that names every taken port and the variable that moves it. */
  void requireFree() {
    List<String> taken = taken();
    if (!taken.isEmpty()) {
      String variable = "TRAILBRIDGE_PORT_" + taken.getFirst().split(" ", 2)[0];
      throw new Complaint(
          "These ports are taken: "
              + String.join(", ", taken)
              + ". End what uses them, or choose others, as in "
              + variable
              + "=28080.");
    }
  }

  private static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static int port(Map<String, String> environment, String name, int otherwise) {
    String variable = "TRAILBRIDGE_PORT_" + name;
    String value = environment.get(variable);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    try {
      int port = Integer.parseInt(value.strip());
      if (port > 0 && port < 65_536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // falls through to the one sentence for everything that is no port
    }
    throw new Complaint(variable + " must be a port, 1 to 65535.");
  }
}
