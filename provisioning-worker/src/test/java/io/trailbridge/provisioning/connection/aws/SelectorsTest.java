package io.trailbridge.provisioning.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.DataResource;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;

class SelectorsTest {
  private static final DataResource FILES =
      DataResource.builder().type("AWS::S3::Object").values("arn:aws:s3:::theirs/").build();

  @Test
  void shouldKeepTheDataEventsOfBasicSelectors() {
    // Given
    EventSelector writes =
        EventSelector.builder()
            .readWriteType("WriteOnly")
            .includeManagementEvents(true)
            .excludeManagementEventSources("kms.amazonaws.com")
            .dataResources(FILES)
            .build();
    EventSelector reads =
        EventSelector.builder().readWriteType("ReadOnly").includeManagementEvents(true).build();
    Selectors narrowed = new Selectors(List.of(writes, reads), List.of());

    // When
    Selectors mended = narrowed.withManagementEvents();

    // Then
    assertThat(narrowed.recordManagementEvents()).isFalse();
    assertThat(mended.recordManagementEvents()).isTrue();
    assertThat(mended.advanced()).isEmpty();
    assertThat(mended.basic())
        .hasSize(2)
        .first()
        .isEqualTo(
            EventSelector.builder()
                .readWriteType("WriteOnly")
                .includeManagementEvents(false)
                .excludeManagementEventSources(List.of())
                .dataResources(FILES)
                .build());
  }

  @Test
  void shouldKeepWhatElseAdvancedSelectorsSelect() {
    // Given
    AdvancedEventSelector data =
        advanced(field("eventCategory", "Data"), field("resources.type", "AWS::S3::Object"));
    AdvancedEventSelector network =
        advanced(
            field("eventCategory", "NetworkActivity"), field("eventSource", "kms.amazonaws.com"));
    AdvancedEventSelector reads =
        advanced(field("eventCategory", "Management"), field("readOnly", "true"));
    Selectors narrowed = new Selectors(List.of(), List.of(data, reads, network));

    // When
    Selectors mended = narrowed.withManagementEvents();

    // Then
    assertThat(narrowed.recordManagementEvents()).isFalse();
    assertThat(mended.recordManagementEvents()).isTrue();
    assertThat(mended.basic()).isEmpty();
    assertThat(mended.advanced()).hasSize(3).contains(data, network).doesNotContain(reads);
  }

  @Test
  void shouldRecordManagementEventsWhereNothingElseWasSelected() {
    assertThat(new Selectors(List.of(), List.of()).withManagementEvents().recordManagementEvents())
        .isTrue();
  }

  private static AdvancedEventSelector advanced(AdvancedFieldSelector... fields) {
    return AdvancedEventSelector.builder().fieldSelectors(fields).build();
  }

  private static AdvancedFieldSelector field(String name, String value) {
    return AdvancedFieldSelector.builder().field(name).equalsValue(value).build();
  }
}
