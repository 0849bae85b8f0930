package io.trailbridge.testbed.cloudtrail;

/** Events of keys, roles, users and sign-ins. */
final class IdentityEvents {
  private final Scene scene;
  private final Chance chance;

  IdentityEvents(Scene scene) {
    this.scene = scene;
    chance = scene.chance;
  }

  LogEvent decrypt(boolean byService) {
    String key = scene.keyArn();
    EventDraft draft = new EventDraft(scene, "kms", "Decrypt");
    if (byService) {
      draft.byService("secretsmanager.amazonaws.com").shared();
    } else {
      draft.sometimesDenied("kms:Decrypt", key).host(scene.host("kms"));
    }
    return draft
        .request(
            """
            {"encryptionAlgorithm":"SYMMETRIC_DEFAULT","encryptionContext":{"aws:s3:arn":"arn:aws:s3:::%s","SecretVersionId":"%s"}}"""
                .formatted(scene.bucket(), chance.oneOf(scene.account.keys)))
        .additional("{\"keyMaterialId\":\"%s\"}".formatted(chance.text(Chance.HEX, 64)))
        .resources(key("AWS::KMS::Key", key))
        .done();
  }

  LogEvent generateDataKey() {
    String key = scene.keyArn();
    return new EventDraft(scene, "kms", "GenerateDataKey")
        .request(
            """
            {"keyId":"%s","encryptionContext":{"aws:s3:arn":"arn:aws:s3:::%s"},"keySpec":"AES_256"}"""
                .formatted(key, scene.bucket()))
        .resources(key("AWS::KMS::Key", key))
        .host(scene.host("kms"))
        .done();
  }

  LogEvent assumeRole(boolean byService) {
    int role = chance.skewed(Acme.ROLES.size());
    String arn = scene.role(role);
    String session =
        byService
            ? chance.oneOf(Acme.FUNCTIONS)
            : Acme.ROLES.get(role) + "-" + chance.text(Chance.HEX, 12);
    EventDraft draft = new EventDraft(scene, "sts", "AssumeRole").shared();
    if (byService) {
      draft.byService("lambda.amazonaws.com");
    } else {
      draft.sometimesDenied("sts:AssumeRole", arn).host(scene.host("sts"));
    }
    String rest =
        byService
            ? "\"durationSeconds\":3600"
            : """
            "externalId":"acme-%s","durationSeconds":3600,"tags":[{"key":"CostCenter","value":"12345"},\
            {"key":"Team","value":"plateforme données"}],"transitiveTagKeys":["CostCenter"]"""
                .formatted(chance.text(Chance.HEX, 8));
    return draft
        .request("{\"roleArn\":\"%s\",\"roleSessionName\":\"%s\",%s}".formatted(arn, session, rest))
        .response(
            """
            {%s,"assumedRoleUser":{"assumedRoleId":"%s:%s","arn":"arn:aws:sts::%s:assumed-role/%s/%s"}}"""
                .formatted(
                    credentials(),
                    scene.account.roleIds.get(role),
                    session,
                    scene.account.id,
                    Acme.ROLES.get(role),
                    session))
        .resources(key("AWS::IAM::Role", arn))
        .done();
  }

  LogEvent assumeRoleWithWebIdentity() {
    String provider =
        "arn:aws:iam::%s:oidc-provider/oidc.eks.%s.amazonaws.com/id/%s"
            .formatted(scene.account.id, scene.region, scene.account.oidcProvider);
    String role = scene.role(Acme.ROLES.indexOf("airflow-worker-irsa"));
    String subject = "system:serviceaccount:airflow:worker";
    return new EventDraft(scene, "sts", "AssumeRoleWithWebIdentity")
        .by(
            """
            {"type":"WebIdentityUser","principalId":"%1$s:sts.amazonaws.com:%2$s","userName":"%2$s","identityProvider":"%1$s"}"""
                .formatted(provider, subject),
            scene.address(),
            scene.agent())
        .request(
            "{\"roleArn\":\"%s\",\"roleSessionName\":\"botocore-session-%d\"}"
                .formatted(role, chance.below(1_000_000_000)))
        .response(
            """
            {%s,"subjectFromWebIdentityToken":"%s","provider":"%s","audience":"sts.amazonaws.com"}"""
                .formatted(credentials(), subject, provider))
        .resources(key("AWS::IAM::Role", role))
        .host(scene.host("sts"))
        .done();
  }

  private String credentials() {
    return """
        "credentials":{"accessKeyId":"ASIA%s","sessionToken":"IQoJb3JpZ2luX2VjE%s==","expiration":"Mar 1, 2026, %d:%d:%d AM"}"""
        .formatted(
            chance.text(Chance.BASE32, 16),
            chance.text(Chance.BASE64, 340),
            chance.between(1, 13),
            chance.between(10, 60),
            chance.between(10, 60));
  }

  /** A sign-in is not an API call: its record has another type and fewer fields. */
  LogEvent consoleLogin() {
    int user = chance.below(Acme.USERS.size());
    boolean success = !chance.oneIn(4);
    String id = chance.uuid();
    String json =
        """
        {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"%s","arn":"arn:aws:iam::%s:user/%s",\
        "accountId":"%s","userName":"%s"},"eventTime":"%s","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin",\
        "awsRegion":"%s","sourceIPAddress":"%s","userAgent":"%s"%s,"requestParameters":null,\
        "responseElements":{"ConsoleLogin":"%s"},"additionalEventData":{"LoginTo":"https://%s.console.aws.amazon.com/console/home",\
        "MobileVersion":"No","MFAUsed":"%s"},"eventID":"%s","readOnly":false,"eventType":"AwsConsoleSignIn",\
        "managementEvent":true,"recipientAccountId":"%s","eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3",\
        "cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"%s.signin.aws.amazon.com"}}"""
            .formatted(
                scene.account.userIds.get(user),
                scene.account.id,
                Acme.USERS.get(user),
                scene.account.id,
                Acme.USERS.get(user),
                scene.moment(),
                scene.region,
                scene.address(),
                Acme.BROWSER,
                success ? "" : ",\"errorMessage\":\"Failed authentication\"",
                success ? "Success" : "Failure",
                scene.region,
                chance.oneIn(2) ? "Yes" : "No",
                id,
                scene.account.id,
                scene.region);
    return new LogEvent(id, json);
  }

  LogEvent createUser() {
    String name = Acme.USERS.get(chance.below(Acme.USERS.size())) + "-" + chance.below(1000);
    return new EventDraft(scene, "iam", "CreateUser")
        .writes()
        .request(
            "{\"userName\":\""
                + name
                + "\",\"tags\":[{\"key\":\"owner\",\"value\":\"équipe sécurité 安全\"}]}")
        .response(
            """
            {"user":{"path":"/","userName":"%1$s","userId":"AIDA%2$s","arn":"arn:aws:iam::%3$s:user/%1$s","createDate":"Mar 1, 2026 %4$d:15:42 AM"}}"""
                .formatted(
                    name, chance.text(Chance.BASE32, 17), scene.account.id, chance.between(1, 13)))
        .host("iam.amazonaws.com")
        .done();
  }

  /** An event that a service raises itself, with no caller's request. */
  LogEvent rotateKey() {
    String arn = scene.keyArn();
    String id = chance.uuid();
    String json =
        """
        {"eventVersion":"1.11","userIdentity":{"accountId":"%1$s","invokedBy":"AWS Internal"},"eventTime":"%2$s",\
        "eventSource":"kms.amazonaws.com","eventName":"RotateKey","awsRegion":"%3$s","sourceIPAddress":"AWS Internal",\
        "userAgent":"AWS Internal","requestParameters":null,"responseElements":null,"eventID":"%4$s","readOnly":false,\
        "resources":[{"accountId":"%1$s","type":"AWS::KMS::Key","ARN":"%5$s"}],"eventType":"AwsServiceEvent",\
        "managementEvent":true,"recipientAccountId":"%1$s","serviceEventDetails":{"rotationType":"AUTOMATIC",\
        "keyOrigin":"AWS_KMS","keyId":"%5$s"},"eventCategory":"Management"}"""
            .formatted(scene.account.id, scene.moment(), scene.region, id, arn);
    return new LogEvent(id, json);
  }

  private String key(String type, String arn) {
    return "[{\"accountId\":\"%s\",\"type\":\"%s\",\"ARN\":\"%s\"}]"
        .formatted(scene.account.id, type, arn);
  }
}
