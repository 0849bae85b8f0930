package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.provisioning.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a provisioning can stumble over for good: a stable code, what is wrong, and the
 * one thing that the customer can do about it.
 */
public enum FindingCode {
  ROLE_NOT_ASSUMABLE(
      "The access role does not let Trailbridge in.",
      "Run the integration script again: it mends the role's trust policy."),
  OWN_ACCOUNT(
      "The account is the one that Trailbridge itself runs in.",
      "Delete this connection and create one for an account of yours."),
  CONFUSED_DEPUTY(
      "The access role lets Trailbridge in without the external id of this connection, so it could be"
          + " used on behalf of somebody else.",
      "Run the integration script again: it puts the condition on sts:ExternalId back into the"
          + " role's trust policy."),
  ACCOUNT_MISMATCH(
      "The access role belongs to another AWS account than the connection.",
      "Delete this connection and create one for the account that the role belongs to."),
  ACCESS_DENIED(
      "AWS refused a call that the access role needs to make.",
      "Run the integration script again to mend the role's permissions; where they are complete, ask"
          + " your administrator for a service control policy that denies the call."),
  ORGANIZATION_NOT_MANAGEMENT_ACCOUNT(
      "The account neither manages its organization nor is its delegated administrator for"
          + " CloudTrail.",
      "Connect the management account, make this account the delegated administrator for"
          + " CloudTrail, or connect it without its organization."),
  ORGANIZATION_NOT_IN_USE(
      "The account belongs to no organization.", "Connect the account without an organization."),
  ORGANIZATION_ACCESS_NOT_ENABLED(
      "CloudTrail has no trusted access to the organization.",
      "Run the integration script again: it enables trusted access for CloudTrail."),
  BUCKET_NAME_TAKEN(
      "A bucket with the connection's name belongs to another AWS account.",
      "Delete this connection and create a new one: it gets another name."),
  BUCKET_NOT_OURS(
      "A bucket with the connection's name bears the tag of another connection.",
      "Remove the bucket or its tag trailbridge:connection, then set the connection up again."),
  TOPIC_NOT_OURS(
      "A topic with the connection's name bears the tag of another connection.",
      "Remove the topic or its tag trailbridge:connection, then set the connection up again."),
  TRAIL_NOT_OURS(
      "A trail with the connection's name bears the tag of another connection.",
      "Remove the trail or its tag trailbridge:connection, then set the connection up again."),
  QUEUE_NOT_OURS(
      "A queue with the connection's name bears the tag of another connection.",
      "Remove the queue or its tag trailbridge:connection, then set the connection up again."),
  FUNCTION_NOT_OURS(
      "A function or log group with the connection's name bears the tag of another connection.",
      "Remove it or its tag trailbridge:connection, then set the connection up again."),
  TRAIL_NOT_FOUND(
      "The trail that the connection is to use is not there, or not visible from its account and"
          + " region.",
      "Create the connection again with the ARN of a trail that covers its account and region."),
  TRAIL_NOT_ORGANIZATIONS(
      "The trail records one account and not the organization.",
      "Create the connection again without its organization, or with the ARN of the organization's"
          + " trail."),
  BUCKET_NOT_FOUND(
      "The trail's bucket is not there.",
      "Give the trail a bucket again, then set the connection up again."),
  REGION_NOT_ENABLED(
      "The account has not enabled the connection's region.",
      "Enable the region in the account's settings, then set the connection up again."),
  REGION_MISMATCH(
      "The trail's bucket or topic is in another region than the connection.",
      "Create the connection again in the region of the trail's bucket, and name a topic there"
          + " where the trail has none."),
  TOPIC_NEEDED(
      "The trail has no topic, and nothing is ever written to a bucket in another account.",
      "Have the bucket notify a topic of its account, and create the connection with that topic."),
  TOPIC_ELSEWHERE(
      "The topic belongs neither to the connection's account nor to the bucket's.",
      "Create the connection again with a topic of one of these accounts."),
  TOPIC_NOT_FOUND(
      "The topic that is to tell of the log files is not there.",
      "Create the topic anew, or create the connection again with another one."),
  TOPIC_REFUSED(
      "The topic's policy does not let the access role subscribe.",
      "Add the statement to the topic's policy, then set the connection up again."),
  BUCKET_REFUSED(
      "The bucket's policy does not let the access role read the log files.",
      "Where the bucket belongs to another account, create the connection with that account as the"
          + " bucket's. Else add the statements to the bucket's policy and set the connection up"
          + " again."),
  TRAIL_LIMIT(
      "The region has as many trails as AWS allows.",
      "Remove a trail that is not needed, or create the connection on a trail that is there."),
  LIMIT_REACHED(
      "A limit of the AWS account is reached.",
      "Have the limit raised in AWS Service Quotas, then set the connection up again."),
  NOTIFICATION_CONFLICT(
      "The bucket already notifies somebody else of the same log files, and S3 allows one receiver.",
      "Create the connection on the existing trail and name as its topic the one that is notified"
          + " now; where it is a queue or a function, have it notified by a topic."),
  KMS_KEY_UNUSABLE(
      "The KMS key cannot be used for the log files.",
      "Check that the key exists in the connection's region, is enabled, and that its policy lets"
          + " CloudTrail encrypt and the access role decrypt."),
  DELIVERY_REFUSED(
      "CloudTrail or S3 does not accept the policy of the bucket or topic.",
      "Look for a service control policy or a public access setting that overrides the policy, then"
          + " set the connection up again."),
  RESOURCE_BUSY(
      "AWS was still at work on an earlier change of the same resource.",
      "Do the same again in some minutes; where it stays so, tell support."),
  BUCKET_NOT_EMPTY(
      "The bucket was written to while it was being emptied.",
      "Stop what writes to the bucket, then run the commands that the deletion shows."),
  QUEUE_DELETED_RECENTLY(
      "A queue with the connection's name was removed less than a minute ago, and SQS makes none of"
          + " that name so soon.",
      "Set the connection up again in a minute."),
  SUBSCRIPTION_NOT_CONFIRMED(
      "The subscription of the topic was not confirmed in time.",
      "Set the connection up again; where it stays so, tell support."),
  FORWARDER_ROLE_UNUSABLE(
      "Lambda cannot run the forwarder with the forwarder's role.",
      "Run the integration script again: it makes the role, or mends its trust and its policy."),
  FORWARDER_NOT_READY(
      "The forwarder function did not become active.",
      "Look at the function's state in the Lambda console, then set the connection up again."),
  FORWARDER_KEY_MISSING(
      "This deployment of Trailbridge has no key to derive the forwarder's secret from.",
      "Tell support, or create the connection with delivery PULL."),
  AWS_UNAVAILABLE(
      "AWS did not answer as it should for a long time.",
      "Look at the AWS Health Dashboard and set the connection up again later."),
  UNEXPECTED_ANSWER(
      "AWS gave an answer that Trailbridge does not know.",
      "Set the connection up again; where it stays so, tell support the code in this message.");

  private final String message;
  private final String remedy;

  FindingCode(String message, String remedy) {
    this.message = message;
    this.remedy = remedy;
  }

  /** What is wrong, one sentence. */
  public String message() {
    return message;
  }

  /** The one thing to do about it. */
  public String remedy() {
    return remedy;
  }

  /** The finding about a resource. */
  public Finding about(@Nullable String resource) {
    return new Finding(name(), resource, message, remedy);
  }

  /** The finding with what exactly is meant, such as a statement that a policy lacks. */
  public Finding about(@Nullable String resource, String exactly) {
    return new Finding(name(), resource, message, remedy + " " + exactly);
  }

  /** The finding, with what was being done and AWS's code for it. */
  public Finding during(Fault fault) {
    return new Finding(
        name(),
        fault.resource(),
        message + " (" + fault.action() + ": " + fault.code() + ")",
        remedy);
  }
}
