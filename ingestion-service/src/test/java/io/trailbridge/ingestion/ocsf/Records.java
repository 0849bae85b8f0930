package io.trailbridge.ingestion.ocsf;

import java.util.ArrayList;
import java.util.List;

/** CloudTrail records of every kind that matters, as its user guide describes them. */
final class Records {
  /** A record, and the class and activity that it must become. */
  record Kind(String title, int type, String json) {
    @Override
    public String toString() {
      return title;
    }
  }

  private static final String ISSUER =
      """
      "sessionIssuer":{"type":"Role","principalId":"AROAEXAMPLE","arn":"arn:aws:iam::111122223333:role/Admin",\
      "accountId":"111122223333","userName":"Admin"}\
      """;
  private static final String ATTRIBUTES =
      "\"attributes\":{\"creationDate\":\"2026-03-01T00:00:00Z\",\"mfaAuthenticated\":\"true\"}";
  private static final String IAM_USER =
      """
      {"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::111122223333:user/alice",\
      "accountId":"111122223333","accessKeyId":"AKIAEXAMPLE","userName":"alice"}\
      """;
  private static final String ROLE =
      """
      {"type":"AssumedRole","principalId":"AROAEXAMPLE:alice",\
      "arn":"arn:aws:sts::111122223333:assumed-role/Admin/alice","accountId":"111122223333",\
      "accessKeyId":"ASIAEXAMPLE","sessionContext":{%s,%s}}\
      """
          .formatted(ISSUER, ATTRIBUTES);
  private static final String SERVICE =
      "{\"type\":\"AWSService\",\"invokedBy\":\"ec2.amazonaws.com\"}";
  private static final String ROOT =
      """
      {"type":"Root","principalId":"111122223333","arn":"arn:aws:iam::111122223333:root",\
      "accountId":"111122223333","accessKeyId":"ASIAROOT","sessionContext":{%s}}\
      """
          .formatted(ATTRIBUTES);
  private static final String CREDENTIALS =
      """
      "credentials":{"accessKeyId":"ASIANEW","sessionToken":"token","expiration":"Mar 1, 2026, 1:00:00 AM"}\
      """;
  private static final String ASSUMED =
      CREDENTIALS
          + """
          ,"assumedRoleUser":{"assumedRoleId":"AROANEW:s","arn":"arn:aws:sts::111122223333:assumed-role/R/s"}\
          """;
  private static final String ROLE_REQUEST =
      "\"requestParameters\":{\"roleArn\":\"arn:aws:iam::111122223333:role/R\",\"roleSessionName\":\"s\"}";

  private final List<Kind> kinds = new ArrayList<>();

  private Records() {}

  static List<Kind> all() {
    var records = new Records();
    records.identities();
    records.signIns();
    records.sessions();
    records.accountChanges();
    records.data();
    records.oddities();
    return records.kinds;
  }

  private void identities() {
    add("IAM user", 600302, "ec2", "DescribeInstances", IAM_USER, "");
    add("assumed role", 600302, "ec2", "DescribeInstances", ROLE, "");
    add("root", 600301, "s3", "CreateBucket", ROOT, "");
    add("service", 600302, "kms", "GetKeyPolicy", SERVICE, "\"sharedEventID\":\"s-1\"");
    add(
        "role of a service",
        600303,
        "ec2",
        "ModifyVolume",
        ROLE.replace("AssumedRole", "Role"),
        "");
    add("federated user", 600302, "s3", "ListBuckets", federated(), "");
    String account =
        "{\"type\":\"AWSAccount\",\"principalId\":\"AIDAX\",\"accountId\":\"444455556666\"}";
    add("another account", 600302, "s3", "GetBucketAcl", account, "");
    add(
        "directory",
        600302,
        "workspaces",
        "DescribeWorkspaces",
        "{\"type\":\"Directory\",\"userName\":\"d\"}",
        "");
    add("unknown caller", 600302, "s3", "ListBuckets", "{\"type\":\"Unknown\"}", "");
    String center =
        """
        {"type":"IdentityCenterUser","accountId":"111122223333","credentialId":"c-1",\
        "onBehalfOf":{"userId":"u-1","identityStoreArn":"arn:aws:identitystore::111122223333:identitystore/d-1"}}\
        """;
    add("Identity Center user", 600301, "q", "CreateAssignment", center, "");
    String saml =
        "{\"type\":\"SAMLUser\",\"principalId\":\"h:bob\",\"userName\":\"bob\",\"identityProvider\":\"h\"}";
    add(
        "SAML user",
        300201,
        "sts",
        "AssumeRoleWithSAML",
        saml,
        ROLE_REQUEST
            + ",\"responseElements\":{"
            + ASSUMED
            + ",\"issuer\":\"https://idp\",\"subject\":\"bob\"}");
    String web =
        "{\"type\":\"WebIdentityUser\",\"principalId\":\"p:aud:sub\",\"userName\":\"sub\",\"identityProvider\":\"p\"}";
    add(
        "web identity",
        300201,
        "sts",
        "AssumeRoleWithWebIdentity",
        web,
        ROLE_REQUEST
            + ",\"responseElements\":{"
            + ASSUMED
            + ",\"provider\":\"p\",\"audience\":\"aud\"}");
    add("no identity", 600302, "s3", "GetObject", "null", "");
    add(
        "source identity",
        600302,
        "s3",
        "ListBuckets",
        ROLE.replace(
            ISSUER,
            ISSUER + ",\"sourceIdentity\":\"alice@example.com\",\"ec2RoleDelivery\":\"2.0\""),
        "");
    add(
        "in the scope of",
        600302,
        "s3",
        "ListBuckets",
        ROLE.replace(
            "\"accessKeyId\"",
            "\"inScopeOf\":{\"sourceArn\":\"a\",\"sourceAccount\":\"1\"},\"accessKeyId\""),
        "");
  }

  private static String federated() {
    return """
    {"type":"FederatedUser","principalId":"111122223333:bob","arn":"arn:aws:sts::111122223333:federated-user/bob",\
    "accountId":"111122223333","accessKeyId":"ASIAF","sessionContext":{"sessionIssuer":{"type":"IAMUser",\
    "arn":"arn:aws:iam::111122223333:user/alice"},%s}}\
    """
        .formatted(ATTRIBUTES);
  }

  private void signIns() {
    login("console login with MFA", IAM_USER, "Success", "Yes", "");
    login("console login without MFA", IAM_USER, "Success", "No", "");
    login(
        "failed console login",
        IAM_USER,
        "Failure",
        "No",
        "\"errorMessage\":\"Failed authentication\"");
    login("root's console login", ROOT, "Success", "Yes", "");
    login(
        "login of a name that is not",
        IAM_USER.replace("alice", "HIDDEN_DUE_TO_SECURITY_REASONS"),
        "Failure",
        "No",
        "\"errorMessage\":\"No username found in supplied account\"");
    login("federated console login", ROLE, "Success", "No", "");
    add(
        "MFA asked for",
        300299,
        "signin",
        "CheckMfa",
        IAM_USER,
        "\"responseElements\":{\"CheckMfa\":\"Success\"}");
    add(
        "role switched",
        300201,
        "signin",
        "SwitchRole",
        ROLE,
        "\"responseElements\":{\"SwitchRole\":\"Success\"},\"additionalEventData\":{\"SwitchFrom\":\"a\"}");
    add(
        "role left",
        300202,
        "signin",
        "ExitRole",
        ROLE,
        "\"responseElements\":{\"ExitRole\":\"Success\"}");
    add("token of a sign-in", 300299, "signin", "GetSigninToken", ROLE, "");
    add("password forgotten", 300299, "signin", "PasswordRecoveryRequested", ROOT, "");
    String center =
        "{\"type\":\"IdentityCenterUser\",\"accountId\":\"111122223333\",\"credentialId\":\"c\"}";
    add(
        "credential verified",
        300299,
        "signin",
        "CredentialVerification",
        center,
        "\"serviceEventDetails\":{\"CredentialVerification\":\"Failure\"}");
    add(
        "user authenticated",
        300201,
        "signin",
        "UserAuthentication",
        center,
        "\"serviceEventDetails\":{\"UserAuthentication\":\"Success\"}");
    add(
        "portal sign-in",
        300201,
        "sso",
        "Authenticate",
        "{\"type\":\"Unknown\",\"userName\":\"bob\"}",
        "");
    add(
        "portal federation",
        300201,
        "sso",
        "Federate",
        "{\"type\":\"Unknown\",\"userName\":\"bob\"}",
        "");
    add(
        "portal sign-out",
        300202,
        "sso",
        "Logout",
        "{\"type\":\"Unknown\",\"userName\":\"bob\"}",
        "");
  }

  private void login(String title, String identity, String outcome, String mfa, String more) {
    String rest =
        """
        "eventType":"AwsConsoleSignIn","responseElements":{"ConsoleLogin":"%s"},\
        "additionalEventData":{"LoginTo":"https://console.aws.amazon.com/","MobileVersion":"No","MFAUsed":"%s"}\
        """
            .formatted(outcome, mfa);
    add(
        title,
        300201,
        "signin",
        "ConsoleLogin",
        identity,
        more.isEmpty() ? rest : rest + "," + more);
  }

  private void sessions() {
    String response = ",\"responseElements\":{" + ASSUMED + "}";
    add("role assumed by a user", 300201, "sts", "AssumeRole", IAM_USER, ROLE_REQUEST + response);
    add("role assumed by a role", 300201, "sts", "AssumeRole", ROLE, ROLE_REQUEST + response);
    add(
        "role assumed by a service",
        300201,
        "sts",
        "AssumeRole",
        SERVICE,
        ROLE_REQUEST + response + ",\"sharedEventID\":\"s-2\"");
    add(
        "role assumed from another account",
        300201,
        "sts",
        "AssumeRole",
        "{\"type\":\"AWSAccount\",\"principalId\":\"AIDAX\",\"accountId\":\"444455556666\"}",
        ROLE_REQUEST + response);
    add(
        "role not assumed",
        300201,
        "sts",
        "AssumeRole",
        IAM_USER,
        "\"errorCode\":\"AccessDenied\",\"errorMessage\":\"User is not"
            + " authorized\",\"requestParameters\":null");
    add(
        "root assumed",
        300201,
        "sts",
        "AssumeRoot",
        IAM_USER,
        "\"requestParameters\":{\"targetPrincipal\":\"444455556666\"},\"responseElements\":{"
            + CREDENTIALS
            + "}");
    add(
        "session token",
        300201,
        "sts",
        "GetSessionToken",
        IAM_USER,
        "\"responseElements\":{" + CREDENTIALS + "}");
    add(
        "federation token",
        300201,
        "sts",
        "GetFederationToken",
        IAM_USER,
        "\"requestParameters\":{\"name\":\"bob\"},\"responseElements\":{"
            + CREDENTIALS
            + ",\"federatedUser\":{\"federatedUserId\":\"1:bob\",\"arn\":\"arn:aws:sts::1:federated-user/bob\"}}");
    add("who am I", 600302, "sts", "GetCallerIdentity", IAM_USER, "");
  }

  private void accountChanges() {
    iam(
        "CreateUser",
        1,
        "\"userName\":\"bob\"",
        "\"user\":{\"userName\":\"bob\",\"userId\":\"AIDABOB\",\"arn\":\"arn:aws:iam::111122223333:user/bob\"}");
    iam(
        "CreateRole",
        1,
        "\"roleName\":\"R\"",
        "\"role\":{\"roleName\":\"R\",\"roleId\":\"AROAR\",\"arn\":\"arn:aws:iam::111122223333:role/R\"}");
    iam(
        "CreateServiceLinkedRole",
        1,
        "\"aWSServiceName\":\"es\"",
        "\"role\":{\"roleName\":\"S\",\"roleId\":\"AROAS\"}");
    iam("ChangePassword", 3, "", "");
    iam("UpdateLoginProfile", 4, "\"userName\":\"bob\"", "");
    iam("DeleteUser", 6, "\"userName\":\"bob\"", "");
    iam("DeleteRole", 6, "\"roleName\":\"R\"", "");
    iam(
        "AttachUserPolicy",
        7,
        "\"userName\":\"bob\",\"policyArn\":\"arn:aws:iam::aws:policy/ReadOnlyAccess\"",
        "");
    iam(
        "PutRolePolicy",
        7,
        "\"roleName\":\"R\",\"policyName\":\"inline\",\"policyDocument\":\"{}\"",
        "");
    iam(
        "DetachRolePolicy",
        8,
        "\"roleName\":\"R\",\"policyArn\":\"arn:aws:iam::aws:policy/ReadOnlyAccess\"",
        "");
    iam("DeleteUserPolicy", 8, "\"userName\":\"bob\",\"policyName\":\"inline\"", "");
    iam(
        "EnableMFADevice",
        10,
        "\"userName\":\"bob\",\"serialNumber\":\"arn:aws:iam::111122223333:mfa/bob\"",
        "");
    iam("DeactivateMFADevice", 11, "\"userName\":\"bob\"", "");
    iam(
        "CreateAccessKey",
        99,
        "\"userName\":\"bob\"",
        "\"accessKey\":{\"accessKeyId\":\"AKIANEW\",\"status\":\"Active\",\"userName\":\"bob\"}");
    iam("UpdateUser", 99, "\"userName\":\"bob\",\"newUserName\":\"robert\"", "");
    iam("AddUserToGroup", 99, "\"userName\":\"bob\",\"groupName\":\"admins\"", "");
    add(
        "directory's user",
        300101,
        "identitystore",
        "CreateUser",
        ROLE,
        "\"requestParameters\":{\"userName\":\"HIDDEN\"},\"responseElements\":{\"userId\":\"u-2\"}");
    add(
        "directory's user disabled",
        300105,
        "sso-directory",
        "DisableUser",
        ROLE,
        "\"requestParameters\":{\"userId\":\"u-2\"}");
    add(
        "refused deletion",
        300106,
        "iam",
        "DeleteUser",
        IAM_USER,
        "\"errorCode\":\"AccessDenied\",\"errorMessage\":\"not"
            + " authorized\",\"requestParameters\":null");
    add(
        "group's policy",
        600303,
        "iam",
        "AttachGroupPolicy",
        IAM_USER,
        "\"requestParameters\":{\"groupName\":\"g\"}");
    add("users listed", 600302, "iam", "ListUsers", IAM_USER, "");
  }

  private void iam(String name, int activity, String request, String response) {
    String parameters = request.isEmpty() ? "null" : "{" + request + "}";
    String elements = response.isEmpty() ? "null" : "{" + response + "}";
    add(
        "iam " + name,
        300100 + activity,
        "iam",
        name,
        IAM_USER,
        "\"requestParameters\":" + parameters + ",\"responseElements\":" + elements);
  }

  private void data() {
    String object =
        """
        "eventCategory":"Data","managementEvent":false,"requestParameters":{"bucketName":"b","key":"k"},\
        "additionalEventData":{"bytesTransferredOut":12.5,"x-amz-id-2":"i"},\
        "resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::b/k"},\
        {"accountId":"111122223333","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::b"}]\
        """;
    add("object read", 600302, "s3", "GetObject", ROLE, object);
    add("object written", 600303, "s3", "PutObject", ROLE, object);
    add("object deleted", 600304, "s3", "DeleteObject", ROLE, object);
    add(
        "objects listed",
        600302,
        "s3",
        "ListObjects",
        ROLE,
        "\"resources\":[{\"type\":\"AWS::S3::Object\",\"ARNPrefix\":\"arn:aws:s3:::b/\"}]");
    add(
        "object of anybody",
        600302,
        "s3",
        "GetObject",
        "{\"type\":\"AWSAccount\",\"principalId\":\"\",\"accountId\":\"ANONYMOUS_PRINCIPAL\"}",
        object);
    String key =
        "\"resources\":[{\"accountId\":\"111122223333\",\"type\":\"AWS::KMS::Key\",\"ARN\":\"arn:aws:kms:eu-west-1:111122223333:key/k\"}]";
    add("key used", 600399, "kms", "Decrypt", SERVICE, key);
    add("data key made", 600301, "kms", "GenerateDataKey", ROLE, key);
    add(
        "key rotated by its service",
        600303,
        "kms",
        "RotateKey",
        "{\"accountId\":\"111122223333\",\"invokedBy\":\"AWS Internal\"}",
        key + ",\"eventType\":\"AwsServiceEvent\",\"serviceEventDetails\":{\"keyId\":\"k\"}");
    add(
        "function called",
        600399,
        "lambda",
        "Invoke",
        ROLE,
        "\"eventCategory\":\"Data\",\"resources\":[{\"accountId\":\"111122223333\",\"type\":\"AWS::Lambda::Function\",\"ARN\":\"arn:aws:lambda:eu-west-1:111122223333:function:f\"}]");
    add(
        "item read",
        600302,
        "dynamodb",
        "GetItem",
        ROLE,
        "\"eventCategory\":\"Data\",\"apiVersion\":\"2012-08-10\"");
    add(
        "network activity",
        600302,
        "s3",
        "ListBuckets",
        ROLE,
        "\"eventCategory\":\"NetworkActivity\",\"eventType\":\"AwsVpceEvent\",\"vpcEndpointId\":\"vpce-1\",\"vpcEndpointAccountId\":\"111122223333\"");
    add(
        "network activity refused",
        600302,
        "s3",
        "GetObject",
        "{\"type\":\"AWSAccount\",\"accountId\":\"444455556666\"}",
        "\"eventCategory\":\"NetworkActivity\",\"eventType\":\"AwsVpceEvent\",\"vpcEndpointId\":\"vpce-1\",\"errorCode\":\"VpceAccessDenied\",\"errorMessage\":\"by"
            + " its policy\"");
    add("by an endpoint", 600302, "s3", "GetObject", ROLE, "\"vpcEndpointId\":\"vpce-2\"");
    add(
        "insight",
        600301,
        "ec2",
        "RunInstances",
        "null",
        "\"eventCategory\":\"Insight\",\"eventType\":\"AwsCloudTrailInsight\",\"insightDetails\":{\"state\":\"Start\",\"insightContext\":{\"statistics\":{\"baseline\":{\"average\":0.5}}}}");
  }

  private void oddities() {
    add(
        "throttled",
        600302,
        "ec2",
        "DescribeInstances",
        ROLE,
        "\"errorCode\":\"Client.RequestLimitExceeded\",\"errorMessage\":\"Request limit"
            + " exceeded.\"");
    add(
        "refused",
        600304,
        "ec2",
        "TerminateInstances",
        IAM_USER,
        "\"errorCode\":\"Client.UnauthorizedOperation\",\"errorMessage\":\"You are not"
            + " authorized\"");
    add(
        "delayed",
        600302,
        "s3",
        "ListBuckets",
        ROLE,
        "\"addendum\":{\"reason\":\"DELIVERY_DELAY\",\"updatedFields\":\"eventID\",\"originalEventID\":\"o\"}");
    add(
        "console's call",
        600302,
        "ec2",
        "DescribeVpcs",
        ROLE,
        "\"sessionCredentialFromConsole\":\"true\"");
    add("edge device", 600302, "s3", "ListBuckets", ROLE, "\"edgeDeviceDetails\":{\"id\":\"e\"}");
    add(
        "TLS",
        600302,
        "s3",
        "ListBuckets",
        ROLE,
        "\"tlsDetails\":{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":\"c\"}");
    add(
        "newer version",
        600302,
        "s3",
        "ListBuckets",
        ROLE,
        "\"eventVersion\":\"9.99\",\"tomorrow\":{\"a\":[1,{\"b\":null}]}");
    add("IPv6", 600302, "s3", "ListBuckets", ROLE, "\"sourceIPAddress\":\"2001:db8::1\"");
    add("unknown call", 600399, "newservice", "Frobnicate", ROLE, "");
    add(
        "digest-like service event",
        600399,
        "autoscaling",
        "Xyz",
        SERVICE,
        "\"eventType\":\"AwsServiceEvent\"");
  }

  private void add(
      String title, int type, String source, String name, String identity, String more) {
    String fields = more.isEmpty() ? "" : "," + more;
    StringBuilder json = new StringBuilder("{\"eventTime\":\"2026-03-01T00:04:12Z\"");
    json.append(",\"eventID\":\"")
        .append(kinds.size())
        .append("\",\"userIdentity\":")
        .append(identity);
    json.append(",\"eventSource\":\"").append(source).append(".amazonaws.com\"");
    json.append(",\"eventName\":\"").append(name).append('"');
    String[][] usual = {
      {"eventVersion", "1.11"},
      {"awsRegion", "eu-west-1"},
      {"sourceIPAddress", "203.0.113.7"},
      {"userAgent", "aws-cli/2.27"},
      {"requestID", "r-1"},
      {"eventType", "AwsApiCall"},
      {"recipientAccountId", "111122223333"},
      {"eventCategory", "Management"}
    };
    for (String[] field : usual) {
      if (!fields.contains("\"" + field[0] + "\":")) {
        json.append(",\"").append(field[0]).append("\":\"").append(field[1]).append('"');
      }
    }
    kinds.add(new Kind(title, type, json.append(fields).append('}').toString()));
  }
}
