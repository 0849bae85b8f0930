package io.trailbridge.integration.setup.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellCommandsTest {
  private static final Digest SCRIPT = Digest.of("script");
  private static final TokenSecret TOKEN =
      TokenSecret.of(HexFormat.of().parseHex("0123456789abcdef".repeat(4)));

  @Test
  void shouldPinTransportAndScript() {
    // When
    String download = new ShellCommands(URI.create("https://api.example.com/"), SCRIPT).download();

    // Then
    assertThat(download)
        .startsWith(
            "curl --proto '=https' --tlsv1.2 -fsSL -o trailbridge-aws.sh"
                + " 'https://api.example.com/api/v1/setup/script' && ")
        .contains(SCRIPT.hex());
  }

  @Test
  void shouldHandTheTokenOverByTheEnvironmentAlone() {
    // When
    String connect = new ShellCommands(URI.create("http://127.0.0.1:8080"), SCRIPT).connect(TOKEN);

    // Then
    assertThat(connect)
        .isEqualTo(
            "TRAILBRIDGE_URL='http://127.0.0.1:8080' TRAILBRIDGE_TOKEN='"
                + TOKEN.value()
                + "' bash trailbridge-aws.sh connect");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com",
        "ftp://127.0.0.1",
        "https://api.example.com/'x",
        "https://api.example.com/?a=b",
        "https://user@api.example.com"
      })
  void shouldRefuseAnAddressThatIsNotPlainHttps(String url) {
    // Then
    assertThatThrownBy(() -> new ShellCommands(URI.create(url), SCRIPT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-x", "a b", "a'b", "$(id)", "`id`", "a\nb", "!!", "a\\b", "ü", "\u202e"})
  void shouldRefuseWordsThatAreNotOnTheList(String word) {
    // Then
    assertThatThrownBy(() -> ShellWord.quote(word)).isInstanceOf(IllegalArgumentException.class);
  }
}
