package io.trailbridge.ingestion.ocsf;

import java.util.List;

/** Every field of a CloudTrail record that has a place of its own in an event, with its path. */
enum Field {
  ADDITIONAL_USER_NAME("additionalEventData.UserName"),
  LOGIN_TO("additionalEventData.LoginTo"),
  MFA_USED("additionalEventData.MFAUsed"),
  API_VERSION("apiVersion"),
  AWS_REGION("awsRegion"),
  ERROR_CODE("errorCode"),
  ERROR_MESSAGE("errorMessage"),
  EVENT_CATEGORY("eventCategory"),
  EVENT_ID("eventID"),
  EVENT_NAME("eventName"),
  EVENT_SOURCE("eventSource"),
  EVENT_TIME("eventTime"),
  EVENT_TYPE("eventType"),
  EVENT_VERSION("eventVersion"),
  RECIPIENT_ACCOUNT("recipientAccountId"),
  REQUEST_ID("requestID"),
  REQUEST_PARAMETERS("requestParameters"),
  RESOURCES("resources"),
  RESPONSE_ELEMENTS("responseElements"),
  SERVICE_EVENT_DETAILS("serviceEventDetails"),
  SHARED_EVENT_ID("sharedEventID"),
  SOURCE_ADDRESS("sourceIPAddress"),
  USER_AGENT("userAgent"),
  VPC_ENDPOINT("vpcEndpointId"),
  IDENTITY_ACCESS_KEY("userIdentity.accessKeyId"),
  IDENTITY_ACCOUNT("userIdentity.accountId"),
  IDENTITY_ARN("userIdentity.arn"),
  IDENTITY_CREDENTIAL("userIdentity.credentialId"),
  IDENTITY_INVOKED_BY("userIdentity.invokedBy"),
  IDENTITY_PRINCIPAL("userIdentity.principalId"),
  IDENTITY_PROVIDER("userIdentity.identityProvider"),
  IDENTITY_TYPE("userIdentity.type"),
  IDENTITY_USER_NAME("userIdentity.userName"),
  ON_BEHALF_STORE("userIdentity.onBehalfOf.identityStoreArn"),
  ON_BEHALF_USER("userIdentity.onBehalfOf.userId"),
  // The mapping names the first path, CloudTrail writes the second.
  FEDERATED_PROVIDER(
      "userIdentity.webIdFederationData.federatedProvider",
      "userIdentity.sessionContext.webIdFederationData.federatedProvider"),
  SESSION_CREATED("userIdentity.sessionContext.attributes.creationDate"),
  SESSION_ISSUER("userIdentity.sessionContext.sessionIssuer.arn"),
  SESSION_MFA("userIdentity.sessionContext.attributes.mfaAuthenticated");

  static final int COUNT = values().length;

  private final String path;
  private final String otherPath;

  Field(String path) {
    this(path, path);
  }

  Field(String path, String otherPath) {
    this.path = path;
    this.otherPath = otherPath;
  }

  /** Where the field stands in a record; two paths where it is seen in two places. */
  List<String> paths() {
    return path.equals(otherPath) ? List.of(path) : List.of(path, otherPath);
  }

  /** Whether objects and arrays have a place too, not only text, numbers and booleans. */
  boolean takesAnyValue() {
    return this == REQUEST_PARAMETERS
        || this == RESPONSE_ELEMENTS
        || this == RESOURCES
        || this == SERVICE_EVENT_DETAILS;
  }

  /** An index into arrays of {@link #COUNT}; it lives no longer than a record. */
  @SuppressWarnings("EnumOrdinal")
  int slot() {
    return ordinal();
  }
}
