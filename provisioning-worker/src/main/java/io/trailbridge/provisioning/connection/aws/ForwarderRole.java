package io.trailbridge.provisioning.connection.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.connection.domain.FindingCode;
import io.trailbridge.provisioning.connection.domain.LogPlace;
import io.trailbridge.provisioning.connection.domain.Statement;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/**
 * The forwarder's role, which the customer's script makes and mends: whether Lambda may take it,
 * and whether it may do what the forwarder does. IAM is asked what it would decide, so that it does
 * not matter how the policies are worded, nor how many there are.
 */
final class ForwarderRole {
  private static final String LOOK = "iam:GetRole";
  private static final String ASK = "iam:SimulatePrincipalPolicy";

  private final Target target;
  private final IamClient iam;
  private final String arn;

  private record Need(String resource, List<String> actions) {}

  ForwarderRole(Target target) {
    this.target = target;
    this.iam = target.session().iam();
    Arn role = target.work().spec().forwarderRoleArn();
    if (role == null) {
      throw Refusal.of(FindingCode.FORWARDER_ROLE_UNUSABLE, LOOK, target.names().name());
    }
    this.arn = role.value();
  }

  /** Null where nothing is amiss. */
  @Nullable String found() {
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    Optional<String> trust =
        target
            .session()
            .find(
                LOOK,
                arn,
                () -> iam.getRole(it -> it.roleName(name)).role().assumeRolePolicyDocument());
    if (trust.isEmpty()) {
      return "The forwarder's role is gone.";
    }
    if (!letsLambdaIn(URLDecoder.decode(trust.get(), UTF_8))) {
      return "The forwarder's role does not let Lambda in.";
    }
    List<String> denied = needs().stream().flatMap(need -> denied(need).stream()).toList();
    return denied.isEmpty()
        ? null
        : "The forwarder's role may not " + String.join(", ", denied) + ".";
  }

  private static boolean letsLambdaIn(String trust) {
    return JsonValues.policy(trust).statements().stream()
        .map(Statement::json)
        .anyMatch(
            it ->
                "Allow".equals(it.get("Effect"))
                    && String.valueOf(it.get("Action")).contains(RoleProof.ASSUME)
                    && String.valueOf(it.get("Principal")).contains("lambda.amazonaws.com"));
  }

  private List<String> denied(Need need) {
    ContextEntry owner =
        ContextEntry.builder()
            .contextKeyName("s3:ResourceAccount")
            .contextKeyType(ContextKeyTypeEnum.STRING)
            .contextKeyValues(target.owner())
            .build();
    return target
        .session()
        .call(
            ASK,
            arn,
            () ->
                iam.simulatePrincipalPolicy(
                        it ->
                            it.policySourceArn(arn)
                                .actionNames(need.actions())
                                .resourceArns(need.resource())
                                .contextEntries(owner))
                    .evaluationResults())
        .stream()
        .filter(it -> it.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
        .map(EvaluationResult::evalActionName)
        .toList();
  }

  /** What the forwarder does, on something of each kind that it does it to. */
  private List<Need> needs() {
    LogPlace place = target.place();
    String file = place.bucket() + "/" + place.logFiles().prefix() + target.owner() + "/a.json.gz";
    List<Need> needs = new ArrayList<>();
    needs.add(
        new Need(
            target.names().queueArn().value(),
            List.of("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")));
    needs.add(new Need(file, List.of("s3:GetObject")));
    needs.add(
        new Need(
            target.names().logGroupArn() + ":log-stream:a",
            List.of("logs:CreateLogStream", "logs:PutLogEvents")));
    Arn key = target.kmsKey();
    if (key != null) {
      needs.add(new Need(key.value(), List.of("kms:Decrypt")));
    }
    return needs;
  }
}
