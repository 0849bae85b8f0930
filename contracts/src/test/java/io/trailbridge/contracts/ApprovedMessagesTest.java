package io.trailbridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pins the JSON of every message to an approved file. After a change that is meant, run the test
 * with {@code -Dapprove=true} and read the difference: a removed or renamed field breaks others.
 */
class ApprovedMessagesTest {
  private static final Path APPROVED = Path.of("src/test/resources/approved");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private static final ObjectWriter PRETTY =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  static Stream<Arguments> messages() {
    return Stream.concat(
        Samples.full().stream().map(message -> named(message, "full")),
        Samples.sparse().stream().map(message -> named(message, "sparse")));
  }

  private static Arguments named(Object message, String variant) {
    return Arguments.of(message.getClass().getSimpleName() + "." + variant + ".json", message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void shouldBeWrittenAsApproved(String file, Object message) throws IOException {
    // Given
    Path approved = APPROVED.resolve(file);

    // When
    String written = PRETTY.writeValueAsString(message) + "\n";

    // Then
    if (Boolean.getBoolean("approve")) {
      Files.createDirectories(APPROVED);
      Files.writeString(approved, written);
    }
    assertThat(written).isEqualTo(Files.readString(approved));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void shouldBeReadBackFromTheApprovedFile(String file, Object message) throws IOException {
    // When
    Object read = JSON.readValue(Files.readString(APPROVED.resolve(file)), message.getClass());

    // Then
    assertThat(read).isEqualTo(message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void shouldSkipFieldsThatItDoesNotKnow(String file, Object message)
      throws JsonProcessingException {
    // Given
    String withMore = JSON.writeValueAsString(message).replaceFirst("\\{", "{\"later\":{\"x\":1},");

    // When
    Object read = JSON.readValue(withMore, message.getClass());

    // Then
    assertThat(read).isEqualTo(message);
  }

  @Test
  void shouldHaveASampleOfEveryMessageInBothForms() {
    // Given
    List<Class<?>> declared =
        Samples.TOPICS.stream()
            .flatMap(topic -> Arrays.stream(topic.getPermittedSubclasses()))
            .<Class<?>>map(type -> type)
            .toList();

    // Then
    assertThat(Samples.full()).extracting(Object::getClass).hasSameElementsAs(declared);
    assertThat(Samples.sparse()).extracting(Object::getClass).hasSameElementsAs(declared);
  }

  @Test
  void shouldHoldNoApprovedFileThatNobodyWrites() throws IOException {
    try (Stream<Path> files = Files.list(APPROVED)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              messages().map(arguments -> (String) arguments.get()[0]).toList());
    }
  }
}
