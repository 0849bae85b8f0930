package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.ResourceNames;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FilterCriteria;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;

/** The mapping by which the queue feeds the function: there, enabled, and of all messages. */
final class MappingStep {
  private static final int BATCH = 10;
  private static final String DELETING = "Deleting";
  private static final Set<String> ON = Set.of("Creating", "Enabled", "Enabling", "Updating");

  private final Target target;
  private final LambdaClient lambda;
  private final String function;

  MappingStep(Target target) {
    this.target = target;
    this.lambda = target.session().lambda();
    this.function = target.names().functionArn().value();
  }

  /**
   * Makes what is missing.
   *
   * @param nobodyYet queue and function were made just now, so that nobody can have joined them
   */
  void run(boolean nobodyYet) {
    target
        .session()
        .findOrMake(
            nobodyYet,
            () -> of(target.session(), target.names()).stream().findFirst(),
            this::create)
        .filter(it -> !isAsWished(it))
        .ifPresent(it -> update(it.uuid()));
  }

  /** Those of our queue and our function; AWS allows one. */
  static List<EventSourceMappingConfiguration> of(Session session, ResourceNames names) {
    Arn queue = names.queueArn();
    return session
        .call(
            "lambda:ListEventSourceMappings",
            queue.value(),
            () ->
                session
                    .lambda()
                    .listEventSourceMappings(it -> it.eventSourceArn(queue.value()))
                    .eventSourceMappings())
        .stream()
        .filter(it -> names.functionArn().value().equals(it.functionArn()))
        .filter(it -> !DELETING.equals(it.state()))
        .toList();
  }

  private static boolean isAsWished(EventSourceMappingConfiguration found) {
    FilterCriteria filter = found.filterCriteria();
    Integer window = found.maximumBatchingWindowInSeconds();
    return ON.contains(found.state())
        && Integer.valueOf(BATCH).equals(found.batchSize())
        && found.functionResponseTypes().contains(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
        && (filter == null || filter.filters().isEmpty())
        && (window == null || window == 0);
  }

  private void create() {
    target
        .session()
        .change(
            "lambda:CreateEventSourceMapping",
            function,
            () ->
                lambda.createEventSourceMapping(
                    it ->
                        it.eventSourceArn(target.names().queueArn().value())
                            .functionName(function)
                            .enabled(true)
                            .batchSize(BATCH)
                            .functionResponseTypes(
                                FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)));
  }

  private void update(String id) {
    target
        .session()
        .change(
            "lambda:UpdateEventSourceMapping",
            function,
            () ->
                lambda.updateEventSourceMapping(
                    it ->
                        it.uuid(id)
                            .enabled(true)
                            .batchSize(BATCH)
                            .maximumBatchingWindowInSeconds(0)
                            .filterCriteria(all -> all.filters(List.of()))
                            .functionResponseTypes(
                                FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)));
  }
}
