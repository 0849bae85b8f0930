package io.trailbridge.ingestion.ocsf;

import java.util.List;

/**
 * A field inside another that is kept whole: it tells who or what the call was about, and has a
 * place of its own in events of Account Change and Authentication.
 */
enum Detail {
  REQUEST_ACCESS_KEY(Field.REQUEST_PARAMETERS, "accessKeyId"),
  REQUEST_GROUP(Field.REQUEST_PARAMETERS, "groupName"),
  REQUEST_NEW_USER_NAME(Field.REQUEST_PARAMETERS, "newUserName"),
  REQUEST_POLICY(Field.REQUEST_PARAMETERS, "policyArn"),
  REQUEST_POLICY_NAME(Field.REQUEST_PARAMETERS, "policyName"),
  REQUEST_ROLE(Field.REQUEST_PARAMETERS, "roleArn"),
  REQUEST_ROLE_NAME(Field.REQUEST_PARAMETERS, "roleName"),
  REQUEST_SESSION_NAME(Field.REQUEST_PARAMETERS, "roleSessionName"),
  REQUEST_TARGET(Field.REQUEST_PARAMETERS, "targetPrincipal"),
  REQUEST_USER_ID(Field.REQUEST_PARAMETERS, "userId"),
  REQUEST_USER_NAME(Field.REQUEST_PARAMETERS, "userName"),
  NEW_ACCESS_KEY(Field.RESPONSE_ELEMENTS, "accessKey", "accessKeyId"),
  NEW_ROLE_ARN(Field.RESPONSE_ELEMENTS, "role", "arn"),
  NEW_ROLE_ID(Field.RESPONSE_ELEMENTS, "role", "roleId"),
  NEW_ROLE_NAME(Field.RESPONSE_ELEMENTS, "role", "roleName"),
  NEW_USER_ARN(Field.RESPONSE_ELEMENTS, "user", "arn"),
  NEW_USER_ID(Field.RESPONSE_ELEMENTS, "user", "userId"),
  NEW_USER_NAME(Field.RESPONSE_ELEMENTS, "user", "userName"),
  NEW_DIRECTORY_USER(Field.RESPONSE_ELEMENTS, "userId"),
  SESSION_ACCESS_KEY(Field.RESPONSE_ELEMENTS, "credentials", "accessKeyId"),
  SESSION_ROLE(Field.RESPONSE_ELEMENTS, "assumedRoleUser", "arn"),
  SESSION_ROLE_ID(Field.RESPONSE_ELEMENTS, "assumedRoleUser", "assumedRoleId"),
  SESSION_FEDERATED(Field.RESPONSE_ELEMENTS, "federatedUser", "arn"),
  SESSION_FEDERATED_ID(Field.RESPONSE_ELEMENTS, "federatedUser", "federatedUserId"),
  SAML_ISSUER(Field.RESPONSE_ELEMENTS, "issuer"),
  WEB_PROVIDER(Field.RESPONSE_ELEMENTS, "provider");

  private final Field root;
  private final String path;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes the bytes
  private final List<byte[]> names;

  Detail(Field root, String... names) {
    this.root = root;
    this.path = root.paths().getFirst() + "." + String.join(".", names);
    this.names = List.of(names).stream().map(JsonOut::ascii).toList();
  }

  Field root() {
    return root;
  }

  String path() {
    return path;
  }

  /** The names on the way from the root, outermost first. */
  List<byte[]> names() {
    return names;
  }
}
