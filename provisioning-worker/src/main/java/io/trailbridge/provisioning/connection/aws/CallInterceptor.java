package io.trailbridge.provisioning.connection.aws;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.trailbridge.contracts.provisioning.AwsCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Counts every request to AWS, for its run and as a metric by service and operation, and measures
 * how long its answer took.
 */
final class CallInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<Timer.Sample> SENT = new ExecutionAttribute<>("Sent");
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(10)
  };

  private final CallCount count;
  private final MeterRegistry metrics;

  CallInterceptor(CallCount count, MeterRegistry metrics) {
    this.count = count;
    this.metrics = metrics;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    count.increment();
    metrics
        .counter(
            "trailbridge.aws.requests",
            "service",
            attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
            "operation",
            attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))
        .increment();
    attributes.putAttribute(SENT, Timer.start(metrics));
  }

  /** Only where an answer came: what was lost on the way is a request without an answer. */
  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    long nanos =
        attributes
            .getAttribute(SENT)
            .stop(
                Timer.builder("trailbridge.aws.answers")
                    .description("From a request to AWS to its answer")
                    .tag("service", service)
                    .tag("operation", operation)
                    .tag("status", context.httpResponse().statusCode() / 100 + "xx")
                    .serviceLevelObjectives(BOUNDS)
                    .register(metrics));
    count.answered(new AwsCall(service, operation, TimeUnit.NANOSECONDS.toMillis(nanos)));
  }
}
