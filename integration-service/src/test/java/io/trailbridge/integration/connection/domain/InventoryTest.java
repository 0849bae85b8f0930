package io.trailbridge.integration.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.AwsRegion;
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

  @Test
  void shouldRememberWhatStandsWhereTheTrailLedBefore() {
    // Given
    Play play = existing();
    InventoryItem topic = item(ResourceKind.TOPIC, "sns:eu-west-1:222222222222:topic", true);
    InventoryItem entry = item(ResourceKind.NOTIFICATION, "s3:::before", true);
    InventoryItem bucket = item(ResourceKind.BUCKET, "s3:::before", false);
    play.then(seen(play, play.is.generation(), bucket, entry, topic, SUBSCRIPTION));

    // When
    InventoryItem theirs = item(ResourceKind.TOPIC, "sns:eu-west-1:222222222222:theirs", false);
    InventoryItem now = item(ResourceKind.BUCKET, "s3:::now", false);
    play.then(seen(play, play.is.generation(), now, theirs));

    // Then
    assertThat(play.is.observed().inventory())
        .containsExactly(now, theirs, entry, topic, SUBSCRIPTION);
  }

  @Test
  void shouldForgetTheSubscriptionOfATopicThatHasNoneOfOurs() {
    // Given
    Play play = existing();
    InventoryItem topic = item(ResourceKind.TOPIC, "sns:eu-west-1:222222222222:topic", false);
    play.then(seen(play, play.is.generation(), topic, SUBSCRIPTION));

    // When
    play.then(seen(play, play.is.generation(), topic));

    // Then
    assertThat(play.is.observed().inventory()).containsExactly(topic);
  }

  private static Play existing() {
    Play play = Play.pull();
    Arn trail = new Arn("arn:aws:cloudtrail:eu-west-1:222222222222:trail/main");
    Resources theirs = new Resources.Existing(trail, null, null, null);
    AwsRegion region = new AwsRegion("eu-west-1");
    play.is =
        Play.connection(new Wish("Production", region, false, null, theirs, Delivery.PULL, true));
    return play.then(play.setUp());
  }

  private static Input seen(Play play, long generation, InventoryItem... items) {
    return play.reconciled(generation, true, Forwarding.ON, List.of(items));
  }

  private static InventoryItem item(ResourceKind kind, String rest, boolean ours) {
    return new InventoryItem(kind, new Arn("arn:aws:" + rest), ours);
  }

  private static InventoryItem subscription(String name) {
    Arn arn = new Arn("arn:aws:sns:eu-west-1:222222222222:topic:" + name);
    return new InventoryItem(ResourceKind.SUBSCRIPTION, arn, true);
  }
}
