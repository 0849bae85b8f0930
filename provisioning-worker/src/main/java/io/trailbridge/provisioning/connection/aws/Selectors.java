package io.trailbridge.provisioning.connection.aws;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;

/**
 * What a trail records: selectors of the one form or the other. CloudTrail replaces them as a
 * whole.
 */
record Selectors(List<EventSelector> basic, List<AdvancedEventSelector> advanced) {
  private static final String CATEGORY = "eventCategory";
  private static final String MANAGEMENT = "Management";

  private static final EventSelector ALL =
      EventSelector.builder()
          .readWriteType(ReadWriteType.ALL)
          .includeManagementEvents(true)
          .build();

  private static final AdvancedEventSelector ALL_ADVANCED =
      AdvancedEventSelector.builder()
          .name("Management events")
          .fieldSelectors(
              AdvancedFieldSelector.builder().field(CATEGORY).equalsValue(MANAGEMENT).build())
          .build();

  /** Reads and writes both, none left out. */
  boolean recordManagementEvents() {
    return advanced.isEmpty()
        ? basic.stream().anyMatch(Selectors::recordsAll)
        : advanced.stream().anyMatch(Selectors::recordsAll);
  }

  /** The same with all management events; what else is recorded stays, and the form too. */
  Selectors withManagementEvents() {
    return advanced.isEmpty()
        ? new Selectors(
            Stream.concat(
                    basic.stream()
                        .filter(it -> !it.dataResources().isEmpty())
                        .map(Selectors::ofDataAlone),
                    Stream.of(ALL))
                .toList(),
            List.of())
        : new Selectors(
            List.of(),
            Stream.concat(
                    advanced.stream().filter(it -> !isOfManagement(it)), Stream.of(ALL_ADVANCED))
                .toList());
  }

  private static EventSelector ofDataAlone(EventSelector selector) {
    return selector.toBuilder()
        .includeManagementEvents(false)
        .excludeManagementEventSources(List.of())
        .build();
  }

  private static boolean recordsAll(EventSelector selector) {
    return "All".equals(selector.readWriteTypeAsString())
        && !Boolean.FALSE.equals(selector.includeManagementEvents())
        && selector.excludeManagementEventSources().isEmpty();
  }

  private static boolean recordsAll(AdvancedEventSelector selector) {
    return selector.fieldSelectors().size() == 1 && isOfManagement(selector);
  }

  private static boolean isOfManagement(AdvancedEventSelector selector) {
    return selector.fieldSelectors().stream()
        .anyMatch(it -> CATEGORY.equals(it.field()) && it.equalsValue().contains(MANAGEMENT));
  }
}
