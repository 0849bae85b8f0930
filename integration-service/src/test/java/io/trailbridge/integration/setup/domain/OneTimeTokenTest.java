package io.trailbridge.integration.setup.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.setup.domain.OneTimeToken.Redemption;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneTimeTokenTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final TokenSecret SECRET =
      TokenSecret.of(HexFormat.of().parseHex("0123456789abcdef".repeat(4)));
  private static final Digest BODY = Digest.of("body");

  private final OneTimeToken token =
      OneTimeToken.issue(
          Scopes.ID,
          new TenantId("acme"),
          new AccountId("222222222222"),
          TokenPurpose.SETUP,
          SECRET,
          NOW,
          Duration.ofMinutes(60));

  @Test
  void shouldBeUsedOnceAndRepeatedWithTheSameBodyAlone() {
    // When
    Redemption first = token.redeem(BODY, NOW.plusSeconds(1));
    OneTimeToken used = ((Redemption.Used) first).next();

    // Then
    assertThat(used.usedAt()).isEqualTo(NOW.plusSeconds(1));
    assertThat(used.redeem(BODY, NOW.plusSeconds(2))).isInstanceOf(Redemption.Repeated.class);
    assertThat(used.redeem(Digest.of("other"), NOW.plusSeconds(2)))
        .isInstanceOf(Redemption.UsedOtherwise.class);
  }

  @Test
  void shouldDieAtTheVeryInstant() {
    // Given
    Instant end = NOW.plus(Duration.ofMinutes(60));

    // Then
    assertThat(token.isAlive(end.minusNanos(1))).isTrue();
    assertThat(token.isAlive(end)).isFalse();
    assertThat(token.redeem(BODY, end)).isInstanceOf(Redemption.Dead.class);
    assertThat(((Redemption.Used) token.redeem(BODY, NOW)).next().redeem(BODY, end))
        .isInstanceOf(Redemption.Dead.class);
  }

  @Test
  void shouldKeepNothingThatOpens() {
    // Then
    assertThat(token.toString()).doesNotContain(SECRET.value());
    assertThat(SECRET.toString()).doesNotContain(SECRET.value());
    assertThat(token.hash()).isEqualTo(Digest.of(SECRET.value()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n",
        " 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef=",
        "٠123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void shouldTakeNothingElseForAToken(String claimed) {
    // Then
    assertThat(TokenSecret.claimed(claimed)).isEmpty();
  }

  @Test
  void shouldReadTheBearerAlone() {
    // Then
    assertThat(TokenSecret.inHeader("Bearer abc")).isEqualTo("abc");
    assertThat(TokenSecret.inHeader("Basic abc")).isEmpty();
    assertThat(TokenSecret.inHeader(null)).isEmpty();
  }
}
