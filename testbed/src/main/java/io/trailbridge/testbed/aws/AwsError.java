package io.trailbridge.testbed.aws;

import java.util.UUID;

/** A refusal, written in the form that the called service's protocol has for it. */
final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int status;
  final String code;
  final String explanation;

  AwsError(int status, String code, String explanation) {
    super(code + ": " + explanation, null, false, false);
    this.status = status;
    this.code = code;
    this.explanation = explanation;
  }

  static AwsError accessDenied(String explanation) {
    return new AwsError(403, "AccessDenied", explanation);
  }

  Reply reply(ApiRequest request) {
    return switch (request.service) {
      case "s3" -> s3(request);
      case "ec2" ->
          Reply.of(
              status,
              "text/xml",
              "<Response><Errors><Error>%s</Error></Errors><RequestID>%s</RequestID></Response>"
                  .formatted(detail(code), UUID.randomUUID()));
      case "lambda" -> lambda();
      default -> isJson(request) ? json(request) : query();
    };
  }

  private static boolean isJson(ApiRequest request) {
    return !request.header("X-Amz-Target").isEmpty();
  }

  private String detail(String name) {
    return Xml.element("Code", name) + Xml.element("Message", explanation);
  }

  private Reply query() {
    return Reply.of(
        status,
        "text/xml",
        "<ErrorResponse><Error><Type>%s</Type>%s</Error><RequestId>%s</RequestId></ErrorResponse>"
            .formatted(status < 500 ? "Sender" : "Receiver", detail(code), UUID.randomUUID()));
  }

  private Reply s3(ApiRequest request) {
    int s3Status = code.equals("ExpiredToken") ? 400 : status;
    String s3Code = code.equals("InvalidClientTokenId") ? "InvalidAccessKeyId" : code;
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error>%s<RequestId>%s</RequestId></Error>"
            .formatted(detail(s3Code), UUID.randomUUID());
    return Reply.of(s3Status, "application/xml", request.method.equals("HEAD") ? "" : body);
  }

  private Reply json(ApiRequest request) {
    String type =
        switch (code) {
          case "AccessDenied" -> "AccessDeniedException";
          case "ExpiredToken" -> "ExpiredTokenException";
          case "InvalidClientTokenId" -> "UnrecognizedClientException";
          default -> code;
        };
    Reply reply =
        Reply.json(
            status >= 500 ? status : 400,
            Json.object().put("__type", type).put("message", explanation));
    if (request.service.equals("sqs")) {
      String plain = type.substring(type.indexOf('#') + 1);
      reply.headers.put("x-amzn-query-error", plain + ";Sender");
    }
    return reply;
  }

  private Reply lambda() {
    String type = code.equals("AccessDenied") ? "AccessDeniedException" : code;
    Reply reply = Reply.json(status, Json.object().put("Type", "User").put("Message", explanation));
    reply.headers.put("x-amzn-ErrorType", type);
    return reply;
  }
}
