package io.trailbridge.testbed.cloudtrail;

/** Makes userIdentity objects: a role session most often, sometimes an IAM user, rarely root. */
final class Callers {
  private final Scene scene;
  private final AccountWorld account;
  private final Chance chance;

  Callers(Scene scene) {
    this.scene = scene;
    account = scene.account;
    chance = scene.chance;
  }

  static String service(String name) {
    return "{\"type\":\"AWSService\",\"invokedBy\":\"" + name + "\"}";
  }

  String caller(int index) {
    int kind = chance.below(100);
    String created = scene.windowStart.minusSeconds(chance.between(60, 30_000)).toString();
    if (kind < 12) {
      return user();
    }
    return kind < 13 ? root(created) : roleSession(index, created);
  }

  private String user() {
    int user = chance.below(Acme.USERS.size());
    return """
        {"type":"IAMUser","principalId":"%s","arn":"arn:aws:iam::%s:user/%s","accountId":"%s","accessKeyId":"%s","userName":"%s"}"""
        .formatted(
            account.userIds.get(user),
            account.id,
            Acme.USERS.get(user),
            account.id,
            account.userKeys.get(user),
            Acme.USERS.get(user));
  }

  private String root(String created) {
    return """
        {"type":"Root","principalId":"%1$s","arn":"arn:aws:iam::%1$s:root","accountId":"%1$s","accessKeyId":"ASIA%2$s",\
        "sessionContext":{"attributes":{"creationDate":"%3$s","mfaAuthenticated":"true"}}}"""
        .formatted(account.id, chance.text(Chance.BASE32, 16), created);
  }

  private String roleSession(int index, String created) {
    int role = chance.skewed(Acme.ROLES.size());
    String name = Acme.ROLES.get(role);
    String id = account.roleIds.get(role);
    boolean sso = name.startsWith("AWSReservedSSO");
    String session = sessionName(name, sso);
    String path = sso ? "aws-reserved/sso.amazonaws.com/eu-west-1/" : "";
    return """
        {"type":"AssumedRole","principalId":"%1$s:%2$s","arn":"arn:aws:sts::%3$s:assumed-role/%4$s/%2$s","accountId":"%3$s",\
        "accessKeyId":"ASIA%5$s","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"%1$s",\
        "arn":"arn:aws:iam::%3$s:role/%6$s%4$s","accountId":"%3$s","userName":"%4$s"}%7$s,\
        "attributes":{"creationDate":"%8$s","mfaAuthenticated":"%9$s"}%10$s}%11$s}"""
        .formatted(
            id,
            session,
            account.id,
            name,
            chance.text(Chance.BASE32, 16),
            path,
            webIdentity(name),
            created,
            sso && chance.oneIn(2),
            name.startsWith("eks-node") ? ",\"ec2RoleDelivery\":\"2.0\"" : "",
            extras(index, name, sso));
  }

  private String sessionName(String role, boolean sso) {
    if (sso) {
      return Acme.USERS.get(chance.below(8)) + "@acme.example";
    }
    if (role.startsWith("eks-node")) {
      return account.instances.get(chance.below(20));
    }
    return role.startsWith("lambda")
        ? Acme.FUNCTIONS.getFirst()
        : role + "-" + chance.text(Chance.HEX, 12);
  }

  private String webIdentity(String role) {
    return role.endsWith("irsa")
        ? """
        ,"webIdFederationData":{"federatedProvider":"arn:aws:iam::%s:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/%s","attributes":{}}"""
            .formatted(account.id, account.oidcProvider)
        : "";
  }

  private String extras(int index, String role, boolean sso) {
    StringBuilder extras = new StringBuilder();
    if (role.startsWith("lambda")) {
      extras.append(
          """
          ,"inScopeOf":{"issuerType":"AWS::Lambda::Function","credentialsIssuedTo":"arn:aws:lambda:%s:%s:function:%s"}"""
              .formatted(scene.region, account.id, Acme.FUNCTIONS.getFirst()));
    }
    if (sso) {
      extras.append(
          """
          ,"onBehalfOf":{"userId":"%s-%s","identityStoreArn":"arn:aws:identitystore::%s:identitystore/d-9967%s"}"""
              .formatted(
                  chance.text(Chance.HEX, 10),
                  chance.uuid(),
                  account.id,
                  chance.text(Chance.HEX, 6)));
    }
    if (index % 9 == 4) {
      extras.append(",\"invokedBy\":\"athena.amazonaws.com\"");
    }
    return extras.toString();
  }
}
