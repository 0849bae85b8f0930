package io.trailbridge.testbed.aws;

import java.util.Map;
import java.util.Optional;

/**
 * IAM is moto's; access keys that it hands out are remembered on their way, so that their calls
 * have a caller.
 */
final class Iam implements Service {
  private final Moto moto;
  private final Sessions sessions;

  Iam(Moto moto, Sessions sessions) {
    this.moto = moto;
    this.sessions = sessions;
  }

  @Override
  public Reply answer(ApiRequest request, Caller caller) {
    Reply reply = moto.forward(request, caller.account());
    if (reply.ok() && request.action.equals("CreateAccessKey")) {
      remember(reply.text(), caller);
    }
    if (reply.ok() && request.action.equals("DeleteAccessKey")) {
      sessions.forget(request.parameter("AccessKeyId"));
    }
    return reply;
  }

  private void remember(String xml, Caller creator) {
    String name = Xml.first(xml, "UserName").orElse("");
    Reply user =
        moto.query(
            creator.account(), "us-east-1", "iam", Map.of("Action", "GetUser", "UserName", name));
    Caller caller =
        new Caller(
            creator.account(),
            Xml.first(user.text(), "Arn").orElseThrow(),
            Optional.empty(),
            Xml.first(user.text(), "UserId").orElseThrow());
    sessions.remember(
        Xml.first(xml, "AccessKeyId").orElseThrow(),
        Xml.first(xml, "SecretAccessKey").orElseThrow(),
        caller);
  }
}
