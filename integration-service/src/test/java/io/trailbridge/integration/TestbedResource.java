package io.trailbridge.integration;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.trailbridge.testbed.Broker;
import io.trailbridge.testbed.Database;
import io.trailbridge.testbed.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** One broker, one database and the relay between them for all ITs of the module. */
public final class TestbedResource implements QuarkusTestResourceLifecycleManager {
  /** Who issues the tokens of tests. */
  public static final String ISSUER = "https://tests.trailbridge";

  private Broker broker;
  private Database database;
  private Relay relay;

  @Override
  public Map<String, String> start() {
    broker = Broker.start();
    database = Database.start();
    relay = Relay.start("integration", database.jdbcUrl("integration"), broker.bootstrapServers());
    Map<String, String> config = new HashMap<>();
    config.put("kafka.bootstrap.servers", broker.bootstrapServers());
    config.put("quarkus.datasource.jdbc.url", database.jdbcUrl("integration"));
    config.put("quarkus.datasource.password", "integration_login");
    config.put("quarkus.flyway.password", "integration_owner");
    config.put("trailbridge.public-url", "https://api.trailbridge.test");
    config.put("trailbridge.worker-role-arn", "arn:aws:iam::111111111111:role/trailbridge-worker");
    // Two failed verifications mean lost, whatever time is between them; one that passes, found.
    config.put("trailbridge.connection.verification.failures", "2");
    config.put("trailbridge.connection.verification.over", "PT0S");
    config.put("trailbridge.connection.verification.successes", "1");
    // So few that a handful of connections takes several steps; the long proof counts the real
    // ones.
    if (!"long".equals(System.getProperty("trailbridge.proof"))) {
      config.put("trailbridge.license.sweep-chunk", "4");
    }
    config.put("quarkus.log.category.\"org.apache.kafka\".level", "ERROR");
    config.put("quarkus.log.category.\"io.debezium\".level", "OFF");
    config.put("quarkus.log.category.\"kafka\".level", "ERROR");
    config.putAll(keys());
    return config;
  }

  private static Map<String, String> keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      Path publicKey = Files.createTempFile("trailbridge-test", ".pem");
      Files.writeString(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      publicKey.toFile().deleteOnExit();
      return Map.of(
          "mp.jwt.verify.publickey.location", publicKey.toUri().toString(),
          "mp.jwt.verify.issuer", ISSUER,
          "smallrye.jwt.sign.key", pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pem(String kind, byte[] key) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(broker, new TestInjector.MatchesType(Broker.class));
    injector.injectIntoFields(database, new TestInjector.MatchesType(Database.class));
  }

  @Override
  public void stop() {
    relay.close();
    database.close();
    broker.close();
  }
}
