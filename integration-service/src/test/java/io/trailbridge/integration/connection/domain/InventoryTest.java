package io.trailbridge.integration.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryTest {
  private static final InventoryItem SUBSCRIPTION = subscription("one");
  private static final InventoryItem ANOTHER = subscription("another");

  @Test
  void shouldForgetWhatAMendingPutSomethingElseInPlaceOf() {
    // Given
    Play play = Play.pull().active();
    play.then(seen(play, play.is.generation(), SUBSCRIPTION));

    // When
    play.then(seen(play, play.is.generation(), ANOTHER));

    // Then
    assertThat(play.is.observed().inventory()).containsExactly(ANOTHER);
  }

  @Test
  void shouldForgetNothingThatAnOlderRunDidNotSee() {
    // Given
    Play play = Play.pull().active();
    play.then(seen(play, play.is.generation(), SUBSCRIPTION));

    // When
    play.then(seen(play, play.is.generation() - 1, ANOTHER));

    // Then
    assertThat(play.is.observed().inventory()).containsExactly(SUBSCRIPTION, ANOTHER);
  }

  private static Input seen(Play play, long generation, InventoryItem item) {
    return play.reconciled(generation, true, Forwarding.ON, List.of(item));
  }

  private static InventoryItem subscription(String name) {
    Arn arn = new Arn("arn:aws:sns:eu-west-1:222222222222:topic:" + name);
    return new InventoryItem(ResourceKind.SUBSCRIPTION, arn, true);
  }
}
