package io.trailbridge.provisioning.connection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.provisioning.ResourceKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemovalTest {

  @Test
  void shouldRemoveInReverseOrderAndRolesLast() {
    // Given
    List<ResourceKind> kinds = new ArrayList<>(Arrays.asList(ResourceKind.values()));

    // When
    kinds.sort(Removal.order());

    // Then
    assertThat(kinds).first().isEqualTo(ResourceKind.SUBSCRIPTION);
    assertThat(kinds).last().isEqualTo(ResourceKind.ROLE);
    assertThat(kinds)
        .containsSubsequence(
            ResourceKind.FUNCTION,
            ResourceKind.LOG_GROUP,
            ResourceKind.QUEUE,
            ResourceKind.TRAIL,
            ResourceKind.NOTIFICATION,
            ResourceKind.TOPIC,
            ResourceKind.BUCKET);
  }

  @Test
  void shouldTellOursByTheConnectionsTag() {
    // Given
    var id = io.trailbridge.provisioning.Fixture.anywhere().id();

    // When / Then
    assertThat(Tags.ownership(id, Map.of(Tags.CONNECTION, id.toString())))
        .isEqualTo(Tags.Ownership.OURS);
    assertThat(Tags.ownership(id, Map.of(Tags.CONNECTION, "another")))
        .isEqualTo(Tags.Ownership.FOREIGN);
    assertThat(Tags.ownership(id, Map.of("team", "blue"))).isEqualTo(Tags.Ownership.UNMARKED);
  }
}
