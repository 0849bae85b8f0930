package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.provisioning.Finding;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.Fault;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.Tags;
import io.trailbridge.provisioning.connection.domain.Tags.Ownership;
import io.trailbridge.provisioning.connection.domain.Verdict.Cause;
import io.trailbridge.provisioning.connection.domain.Verdict.TryLater;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

/** The forwarder function: there, ours, of our code, and with its address and secret. */
final class FunctionStep {
  /** Enough for the largest file that CloudTrail writes, read, cut and posted. */
  static final int TIMEOUT_SECONDS = 120;

  private static final int MEMORY_MEGABYTES = 1024;
  private static final String RUNTIME = "python3.13";
  private static final String HANDLER = "forwarder.handler";

  private final Target target;
  private final Forwarder wanted;
  private final LambdaClient lambda;
  private final String arn;
  private boolean hidden;

  FunctionStep(Target target, Forwarder wanted) {
    this.target = target;
    this.wanted = wanted;
    this.lambda = target.session().lambda();
    this.arn = target.names().functionArn().value();
  }

  /**
   * Whether it was made just now.
   *
   * @param nobodyYet its log group was made just now, so that nobody can have made the function
   */
  boolean run(boolean nobodyYet) {
    Optional<GetFunctionConfigurationResponse> found =
        target.session().findOrMake(nobodyYet, this::read, this::create);
    if (found.isEmpty()) {
      target.inventory().ours(ResourceKind.FUNCTION, target.names().functionArn());
      mustGetReady();
      return true;
    }
    Map<String, String> tags =
        target
            .session()
            .call("lambda:ListTags", arn, () -> lambda.listTags(it -> it.resource(arn)).tags());
    if (target.ownership(tags) != Ownership.OURS) {
      // A function is made and tagged in one call: one without our tag is not ours.
      throw Refusal.of(FindingCode.FUNCTION_NOT_OURS, "lambda:ListTags", arn);
    }
    target.inventory().ours(ResourceKind.FUNCTION, target.names().functionArn());
    keep(found.get(), wanted.revision().equals(tags.get(Tags.REVISION)));
    return false;
  }

  /** The tag comes last: a run that ends before it does the rest again. */
  private void keep(GetFunctionConfigurationResponse found, boolean sameRevision) {
    if (!isSettled(found)) {
      mustGetReady();
    }
    if (!wanted.codeSha256().equals(found.codeSha256())) {
      updateCode();
      mustGetReady();
    }
    if (!isConfigured(found) || !hasEnvironment(found.environment(), sameRevision)) {
      updateConfiguration();
      mustGetReady();
    }
    if (!sameRevision) {
      tag();
    }
  }

  private Optional<GetFunctionConfigurationResponse> read() {
    return target
        .session()
        .find(
            "lambda:GetFunctionConfiguration",
            arn,
            () -> lambda.getFunctionConfiguration(it -> it.functionName(target.name())));
  }

  private boolean isConfigured(GetFunctionConfigurationResponse found) {
    return found.state() != State.FAILED
        && found.lastUpdateStatus() != LastUpdateStatus.FAILED
        && RUNTIME.equals(found.runtimeAsString())
        && HANDLER.equals(found.handler())
        && Integer.valueOf(TIMEOUT_SECONDS).equals(found.timeout())
        && Integer.valueOf(MEMORY_MEGABYTES).equals(found.memorySize())
        && wanted.role().value().equals(found.role())
        && kmsKey().equals(Optional.ofNullable(found.kmsKeyArn()).orElse(""))
        && found.loggingConfig() != null
        && target.name().equals(found.loggingConfig().logGroup());
  }

  /** One that is encrypted by a key is not shown to us: there the revision speaks for it. */
  private boolean hasEnvironment(EnvironmentResponse found, boolean sameRevision) {
    hidden = !kmsKey().isEmpty() && (found == null || !found.hasVariables());
    return hidden ? sameRevision : found != null && wanted.environment().equals(found.variables());
  }

  /** Whether the run could not see the environment. */
  boolean isHidden() {
    return hidden;
  }

  private void create() {
    Map<String, String> tags = new HashMap<>(target.tags());
    tags.put(Tags.REVISION, wanted.revision());
    target
        .session()
        .change(
            "lambda:CreateFunction",
            arn,
            () ->
                lambda.createFunction(
                    it ->
                        it.functionName(target.name())
                            .description("Posts CloudTrail's log files to Trailbridge")
                            .runtime(RUNTIME)
                            .handler(HANDLER)
                            .timeout(TIMEOUT_SECONDS)
                            .memorySize(MEMORY_MEGABYTES)
                            .role(wanted.role().value())
                            .loggingConfig(log -> log.logGroup(target.name()))
                            .environment(e -> e.variables(wanted.environment()))
                            .kmsKeyArn(kmsKey())
                            .code(code -> code.zipFile(SdkBytes.fromByteArray(wanted.zip())))
                            .tags(tags)));
  }

  private void updateCode() {
    target
        .session()
        .change(
            "lambda:UpdateFunctionCode",
            arn,
            () ->
                lambda.updateFunctionCode(
                    it ->
                        it.functionName(target.name())
                            .zipFile(SdkBytes.fromByteArray(wanted.zip()))));
  }

  private void updateConfiguration() {
    target
        .session()
        .change(
            "lambda:UpdateFunctionConfiguration",
            arn,
            () ->
                lambda.updateFunctionConfiguration(
                    it ->
                        it.functionName(target.name())
                            .runtime(RUNTIME)
                            .handler(HANDLER)
                            .timeout(TIMEOUT_SECONDS)
                            .memorySize(MEMORY_MEGABYTES)
                            .role(wanted.role().value())
                            .loggingConfig(log -> log.logGroup(target.name()))
                            .environment(e -> e.variables(wanted.environment()))
                            .kmsKeyArn(kmsKey())));
  }

  private void tag() {
    Map<String, String> revision = Map.of(Tags.REVISION, wanted.revision());
    target
        .session()
        .change(
            "lambda:TagResource",
            arn,
            () -> lambda.tagResource(it -> it.resource(arn).tags(revision)));
  }

  /** Lambda takes no change, and runs nothing new, while it is still at the last one. */
  private void mustGetReady() {
    if (!target.session().settles(() -> read().filter(FunctionStep::isReady).isPresent())) {
      Finding finding = FindingCode.FORWARDER_NOT_READY.about(arn);
      throw new Refusal(
          new TryLater(Duration.ofSeconds(5), Cause.PASSING, finding),
          new Fault("lambda:GetFunctionConfiguration", arn, finding.code(), 0, ""));
    }
  }

  /** One that was idle for weeks is woken by its next message. */
  private static boolean isReady(GetFunctionConfigurationResponse found) {
    return isSettled(found) && found.state() != State.FAILED;
  }

  private static boolean isSettled(GetFunctionConfigurationResponse found) {
    return found.state() != State.PENDING
        && found.lastUpdateStatus() != LastUpdateStatus.IN_PROGRESS;
  }

  private String kmsKey() {
    Arn key = target.kmsKey();
    return key == null ? "" : key.value();
  }
}
