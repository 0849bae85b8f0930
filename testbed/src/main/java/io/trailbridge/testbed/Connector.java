package io.trailbridge.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * The configuration of an outbox connector as a Kafka Connect cluster gets it: {@code
 * deploy/debezium/<service>.json}, with the address of a database that is not production's.
 */
record Connector(Map<String, String> config) {

  Connector {
    config = Map.copyOf(config);
  }

  static Connector of(String service) {
    try {
      var json = DeployFile.read("debezium/" + service + ".json");
      return new Connector(
          new ObjectMapper().readValue(json, new TypeReference<Map<String, String>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "debezium/" + service + ".json: " + e.getOriginalMessage(), e);
    }
  }

  /** The same connector on another database; the relay's password is its name there. */
  Connector at(String jdbcUrl) {
    var uri = URI.create(jdbcUrl.substring("jdbc:".length()));
    return with(
        Map.of(
            "database.hostname", uri.getHost(),
            "database.port", "" + uri.getPort(),
            "database.dbname", uri.getPath().substring(1),
            "database.password", get("database.user")));
  }

  Connector with(Map<String, String> more) {
    var merged = new HashMap<>(config);
    merged.putAll(more);
    return new Connector(merged);
  }

  String get(String key) {
    var value = config.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the connector has no " + key);
    }
    return value;
  }

  /** What stands below a prefix, without it. */
  Map<String, String> below(String prefix) {
    var below = new HashMap<String, String>();
    config.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            below.put(key.substring(prefix.length()), value);
          }
        });
    return below;
  }
}
