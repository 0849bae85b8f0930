package io.trailbridge.testbed.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What CloudTrail asks of others before it takes a trail, and again before it writes. */
final class TrailChecks {
  static final String SERVICE = "cloudtrail.amazonaws.com";

  private final S3 s3;
  private final Topics topics;
  private final Organizations organizations;
  private final Moto moto;

  TrailChecks(S3 s3, Topics topics, Organizations organizations, Moto moto) {
    this.s3 = s3;
    this.topics = topics;
    this.organizations = organizations;
    this.moto = moto;
  }

  /** Refuses a trail that AWS would refuse. */
  void check(Trail trail) {
    if (trail.isMultiRegion() && !trail.settings.path("IncludeGlobalServiceEvents").asBoolean()) {
      throw refuse(
          "InvalidParameterCombinationException",
          "Multi-Region trail must include global service events.");
    }
    List<String> logFolders = new ArrayList<>(List.of(trail.account));
    if (trail.isOrganization()) {
      logFolders.add(organizationOf(trail).id());
    }
    if (s3.owner(trail.bucket()).isEmpty()) {
      throw refuse(
          "S3BucketDoesNotExistException", "S3 bucket " + trail.bucket() + " does not exist!");
    }
    boolean mayWrite =
        may(trail, "s3:GetBucketAcl", "")
            && logFolders.stream()
                .allMatch(
                    folder ->
                        may(
                            trail,
                            "s3:PutObject",
                            "/" + trail.prefix() + "AWSLogs/" + folder + "/CloudTrail/x"));
    if (!mayWrite) {
      throw refuse(
          "InsufficientS3BucketPolicyException",
          "Incorrect S3 bucket policy is detected for bucket: " + trail.bucket());
    }
    if (trail.topicArn().filter(topic -> !mayNotify(trail, topic)).isPresent()) {
      throw refuse(
          "InsufficientSnsTopicPolicyException",
          "SNS Topic does not exist or the topic policy is incorrect!");
    }
    checkKey(trail);
  }

  private Organizations.Organization organizationOf(Trail trail) {
    Optional<Organizations.Organization> organization = organizations.of(trail.account);
    if (organization.isEmpty()) {
      throw refuse(
          "OrganizationsNotInUseException",
          "The request could not be processed because the account is not in an organization.");
    }
    if (!organization.get().managementAccount().equals(trail.account)) {
      throw refuse(
          "NotOrganizationMasterAccountException",
          "The AWS account making the request is not the management account for the organization in AWS Organizations.");
    }
    if (!organizations.trusts(trail.account, SERVICE)) {
      throw refuse(
          "CloudTrailAccessNotEnabledException",
          "CloudTrail service access is not enabled for the organization: enable trusted access first.");
    }
    return organization.get();
  }

  private void checkKey(Trail trail) {
    String key = trail.settings.path("KmsKeyId").asText();
    if (!key.isEmpty()) {
      Reply reply =
          moto.json(
              trail.account,
              trail.homeRegion,
              "kms",
              "TrentService.DescribeKey",
              Json.object().put("KeyId", key));
      if (!reply.ok()) {
        throw refuse("KmsKeyNotFoundException", "KMS key " + key + " was not found.");
      }
      trail.settings.put("KmsKeyId", Json.read(reply.body).at("/KeyMetadata/Arn").asText());
    }
  }

  /** May CloudTrail write this key into the trail's bucket? */
  boolean mayWrite(Trail trail, String key) {
    return may(trail, "s3:PutObject", "/" + key);
  }

  /** May CloudTrail publish to the topic for this trail? */
  boolean mayNotify(Trail trail, String topicArn) {
    return topics.mayPublish(SERVICE, trail.arn, trail.account, topicArn);
  }

  private boolean may(Trail trail, String action, String path) {
    Map<String, String> context =
        Map.of(
            "aws:SourceArn",
            trail.arn,
            "aws:SourceAccount",
            trail.account,
            "s3:x-amz-acl",
            "bucket-owner-full-control",
            "aws:SecureTransport",
            "true",
            "aws:PrincipalIsAWSService",
            "true",
            "aws:PrincipalServiceName",
            SERVICE);
    Policy.Question question =
        new Policy.Question(
            Caller.service(SERVICE, trail.account),
            action,
            "arn:" + Arn.partition(trail.homeRegion) + ":s3:::" + trail.bucket() + path,
            context);
    return s3.policy(trail.bucket()).filter(policy -> policy.allows(question)).isPresent();
  }

  static AwsError refuse(String code, String explanation) {
    return new AwsError(400, code, explanation);
  }
}
