package io.trailbridge.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.Topics;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class DeployFilesTest {

  @Test
  void shouldListExactlyTheTopicsOfTheContracts() {
    // Given
    var contracts =
        Arrays.stream(Topics.class.getDeclaredFields())
            .filter(
                field -> Modifier.isPublic(field.getModifiers()) && field.getType() == String.class)
            .map(DeployFilesTest::value)
            .filter(name -> name.startsWith("trailbridge."))
            .collect(Collectors.toSet());

    // When
    var listed =
        topics().keySet().stream()
            .filter(name -> name.startsWith("trailbridge.") && !name.endsWith(".dead-letter"))
            .collect(Collectors.toSet());

    // Then
    assertThat(listed).isEqualTo(contracts);
  }

  @Test
  void shouldHoldWhatIsSeenInAsManyPartitionsAsWhatComesIn() {
    // Given // When
    var topics = topics();

    // Then
    assertThat(topics.get(Topics.CLOUDTRAIL_SEEN).numPartitions())
        .isEqualTo(topics.get(Topics.CLOUDTRAIL_BATCHES).numPartitions());
  }

  @Test
  void shouldReplicateToAsManyBrokersAsThereAre() {
    // Given // When
    var one = TopicsFile.load().topics(1).getFirst();
    var many = TopicsFile.load().topics(5).getFirst();

    // Then
    assertThat(one.replicationFactor()).isEqualTo((short) 1);
    assertThat(one.configs()).containsEntry("min.insync.replicas", "1");
    assertThat(many.replicationFactor()).isEqualTo((short) 3);
    assertThat(many.configs()).containsEntry("min.insync.replicas", "2");
  }

  @Test
  void shouldConfigureTheConnectorsOfAllServicesAlikeAndListTheirHeartbeats() {
    // Given
    var expected = Connector.of("integration").config();

    for (var service : Database.SERVICES) {
      // When
      var connector = Connector.of(service).config();

      // Then
      assertThat(topics()).containsKey("__debezium-heartbeat." + connector.get("topic.prefix"));
      assertThat(neutral(connector, service)).isEqualTo(neutral(expected, "integration"));
    }
  }

  private static Map<String, NewTopic> topics() {
    return TopicsFile.load().topics(1).stream()
        .collect(Collectors.toMap(NewTopic::name, topic -> topic));
  }

  private static Map<String, String> neutral(Map<String, String> connector, String service) {
    var neutral = new TreeMap<String, String>();
    connector.forEach(
        (key, value) ->
            neutral.put(
                key,
                value
                    .replace(service, "<service>")
                    .replace(service.toUpperCase(Locale.ROOT), "<SERVICE>")));
    return neutral;
  }

  private static String value(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
