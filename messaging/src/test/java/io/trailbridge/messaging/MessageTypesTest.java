package io.trailbridge.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTypesTest {

  static Stream<MessageTypes<?>> all() {
    return MessageTypes.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldNameEveryRecordOfTheSealedInterface(MessageTypes<?> types) {
    // When
    Class<?>[] permitted = types.sealed().getPermittedSubclasses();
    // Then
    assertThat(List.<Class<?>>copyOf(types.classes().values()))
        .containsExactlyInAnyOrder(permitted);
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldNameRecordsAsTheInterfacesPromise(MessageTypes<?> types) {
    types
        .classes()
        .forEach(
            (name, type) ->
                assertThat(name).isEqualTo("io.trailbridge." + type.getSimpleName() + ".v1"));
  }

  @Test
  void shouldDeadLetterUnknownTypesOnCommandsResultsAndGrantsOnly() {
    // When
    List<String> topics =
        all()
            .filter(it -> it.unknown() == MessageTypes.Unknown.DEAD_LETTER)
            .map(MessageTypes::topic)
            .toList();
    // Then
    assertThat(topics)
        .containsExactlyInAnyOrder(
            Topics.PROVISIONING_COMMANDS, Topics.PROVISIONING_RESULTS, Topics.LICENSE_GRANTS);
  }
}
