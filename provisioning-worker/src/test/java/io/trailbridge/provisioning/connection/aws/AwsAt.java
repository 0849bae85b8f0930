package io.trailbridge.provisioning.connection.aws;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.trailbridge.provisioning.connection.AwsConfig;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.ForwarderKeys;
import io.trailbridge.provisioning.connection.IntakeConfig;
import io.trailbridge.provisioning.connection.ProvisioningConfig;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The worker's own code on an AWS that a test plays at some address, with settings of its own. */
public final class AwsAt {
  private static final String WORKER = "arn:aws:iam::111111111111:role/trailbridge-worker";

  private AwsAt() {}

  /**
   * With static credentials.
   *
   * @param more properties of {@link AwsConfig} without their prefix, which may be these ones too
   */
  static AwsConfig endpoint(URI endpoint, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("endpoint", endpoint.toString());
    properties.put("worker-role-arn", WORKER);
    properties.put("access-key-id", "key");
    properties.put("secret-access-key", "secret");
    properties.putAll(more);
    Map<String, String> prefixed = new HashMap<>();
    properties.forEach((name, value) -> prefixed.put("trailbridge.aws." + name, value));
    return new SmallRyeConfigBuilder()
        .withMapping(AwsConfig.class)
        .withSources(new PropertiesConfigSource(prefixed, "the test", 100))
        .build()
        .getConfigMapping(AwsConfig.class);
  }

  /**
   * Customers' accounts by a worker that has just started.
   *
   * @param more as in {@link #endpoint}
   */
  public static CustomerAccounts accounts(
      AwsConfig there,
      Map<String, String> more,
      ProvisioningConfig config,
      IntakeConfig intake,
      ForwarderKeys keys) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("access-key-id", there.accessKeyId().orElseThrow());
    properties.put("secret-access-key", there.secretAccessKey().orElseThrow());
    properties.put("session-token", there.sessionToken().orElseThrow());
    there.rates().forEach((rate, calls) -> properties.put("rates." + rate, calls.toString()));
    AwsConfig aws = endpoint(there.endpoint().orElseThrow(), properties);
    Clock clock = Clock.systemUTC();
    AwsClients clients = new AwsClients(aws, new Pace(aws), new SimpleMeterRegistry());
    Roles roles = new Roles(clients, aws, clock);
    RoleProof proof = new RoleProof(roles, aws);
    Forwarders forwarders = new Forwarders(intake, keys);
    return new AwsAccounts(
        clients,
        roles,
        new Reconciler(proof, config, intake, forwarders, clock),
        new Verifier(proof, new ProofTimes(), intake, forwarders, config, clock),
        proof,
        new Confirmer(intake),
        config,
        intake);
  }
}
