package io.trailbridge.sandbox;

import io.trailbridge.testbed.aws.SandboxAws;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sandbox's AWS as its people see it: an address, accounts, and credentials for them. */
final class Aws {
  private final URI endpoint;
  private final Path workingFolder;
  private final SandboxAws emulator;

  Aws(int port, Path workingFolder) {
    this.endpoint = URI.create("http://127.0.0.1:" + port);
    this.workingFolder = workingFolder;
    this.emulator = new SandboxAws(endpoint);
  }

  String endpoint() {
    return endpoint.toString();
  }

  /** The emulator's own interface: its record of calls, faults, credentials from nothing. */
  SandboxAws emulator() {
    return emulator;
  }

  /** Makes the worker's role, the demo customer and its organization. */
  void furnish() {
    emulator.seed();
  }

  /** What SNS's signing certificates lead to, PEM. */
  Path certificateAuthority() {
    return workingFolder.resolve("sandbox-ca.pem");
  }

  /** The worker's environment: a session of its role, and nothing else of AWS. */
  Map<String, String> workerEnvironment() {
    return environment(emulator.session(SandboxAws.WORKER_ROLE_ARN, "worker"));
  }

  /** Credentials of an administrator of the demo customer's account. */
  Map<String, String> customer() {
    return environment(emulator.administrator(SandboxAws.CUSTOMER_ACCOUNT));
  }

  /** A shell's environment for an administrator of any account. */
  Map<String, String> administrator(String account, String region) {
    Map<String, String> environment = environment(emulator.administrator(account));
    environment.put("AWS_ENDPOINT_URL", endpoint());
    environment.put("AWS_DEFAULT_REGION", region);
    environment.put("AWS_PAGER", "");
    return environment;
  }

  private static Map<String, String> environment(SandboxAws.Credentials credentials) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
    environment.put("AWS_SESSION_TOKEN", credentials.sessionToken());
    return environment;
  }
}
