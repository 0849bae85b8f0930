package io.trailbridge.testbed.aws;

/** Lambda: functions and event source mappings as moto keeps them, run by {@link LambdaHost}. */
final class Lambda implements Service {
  private final Moto moto;
  private final LambdaFunctions functions;
  private final LambdaMappings mappings;

  Lambda(Moto moto, LambdaFunctions functions, LambdaMappings mappings) {
    this.moto = moto;
    this.functions = functions;
    this.mappings = mappings;
  }

  @Override
  public Reply answer(ApiRequest request, Caller caller) {
    return switch (request.action) {
      case "CreateFunction" -> functions.create(request, caller);
      case "UpdateFunction:code", "UpdateFunction:configuration" ->
          functions.update(request, caller);
      case "GetFunction", "GetFunction:configuration" -> functions.get(request, caller);
      case "DeleteFunction" -> functions.delete(request, caller);
      case "CreateEventSourceMapping" -> mappings.create(request, caller);
      case "UpdateEventSourceMapping" -> mappings.update(request, caller);
      case "DeleteEventSourceMapping" -> mappings.delete(request, caller);
      case "GetEventSourceMapping", "ListEventSourceMapping" -> mappings.get(request, caller);
      default -> moto.forward(request, caller.account());
    };
  }
}
