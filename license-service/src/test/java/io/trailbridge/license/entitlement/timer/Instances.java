package io.trailbridge.license.entitlement.timer;

import io.trailbridge.testbed.ServiceProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** More instances of the service, each a process, on the testbed of the one in this JVM. */
final class Instances {
  private static final List<String> SHARED =
      List.of(
          "kafka.bootstrap.servers",
          "quarkus.datasource.jdbc.url",
          "quarkus.datasource.password",
          "quarkus.flyway.password",
          "mp.jwt.verify.publickey.location",
          "mp.jwt.verify.issuer");

  private Instances() {}

  /** One whose timer takes so many licences in a transaction. */
  static ServiceProcess start(int chunk) {
    Config config = ConfigProvider.getConfig();
    Map<String, String> shared = new HashMap<>();
    SHARED.forEach(name -> shared.put(name, config.getValue(name, String.class)));
    shared.put("trailbridge.license.timer.chunk", "" + chunk);
    // Else a killed one would hold the orders of the tests for as long as a session is.
    shared.put("mp.messaging.incoming.license-grants.group.id", "proof-" + UUID.randomUUID());
    shared.put("mp.messaging.incoming.license-grants.auto.offset.reset", "latest");
    return ServiceProcess.start("128m", shared);
  }
}
