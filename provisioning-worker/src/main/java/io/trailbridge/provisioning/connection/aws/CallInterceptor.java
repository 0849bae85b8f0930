package io.trailbridge.provisioning.connection.aws;

import io.micrometer.core.instrument.MeterRegistry;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts every request to AWS, for its run and as a metric by service and operation. */
final class CallInterceptor implements ExecutionInterceptor {
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
  }
}
