package io.trailbridge.testbed.aws;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SNS topics, kept by moto. Each gets one hidden subscription to the proxy, through which
 * everything that is published inside moto (by S3) reaches our own delivery.
 */
final class Topics {
  static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

  private final Moto moto;
  private final String sink;
  private final Map<String, String> signatureVersions = new ConcurrentHashMap<>();

  Topics(Moto moto, String sink) {
    this.moto = moto;
    this.sink = sink;
  }

  Reply create(ApiRequest request, Caller caller) {
    refuseOtherTags(request, caller);
    Reply reply = moto.forward(request, caller.account());
    if (reply.ok()) {
      String arn = Xml.first(reply.text(), "TopicArn").orElseThrow();
      String version = request.entries("Attributes").get("SignatureVersion");
      if (version != null) {
        signatureVersions.put(arn, version);
      }
      query(
          arn,
          Map.of("Action", "Subscribe", "TopicArn", arn, "Protocol", "http", "Endpoint", sink));
    }
    return reply;
  }

  /**
   * A topic is created again without complaint, unless it would get other tags; moto does not look.
   */
  private void refuseOtherTags(ApiRequest request, Caller caller) {
    String arn =
        "arn:%s:sns:%s:%s:%s"
            .formatted(
                Arn.partition(request.region),
                request.region,
                caller.account(),
                request.parameter("Name"));
    Reply reply = query(arn, Map.of("Action", "ListTagsForResource", "ResourceArn", arn));
    Map<String, String> asked = new HashMap<>();
    for (int i = 1; request.parameters.containsKey("Tags.member." + i + ".Key"); i++) {
      asked.put(
          request.parameter("Tags.member." + i + ".Key"),
          request.parameter("Tags.member." + i + ".Value"));
    }
    Map<String, String> there = new HashMap<>();
    for (String tag : Xml.rawAll(reply.text(), "member")) {
      there.put(Xml.first(tag, "Key").orElse(""), Xml.first(tag, "Value").orElse(""));
    }
    if (reply.ok() && !asked.isEmpty() && !asked.equals(there)) {
      throw new AwsError(
          400,
          "InvalidParameter",
          "Invalid parameter: Tags Reason: Topic already exists with different tags");
    }
  }

  Reply setAttributes(ApiRequest request) {
    String arn = request.required("TopicArn");
    Reply reply = moto.forward(request, Arn.parse(arn, "TopicArn").account());
    if (reply.ok() && request.parameter("AttributeName").equals("SignatureVersion")) {
      signatureVersions.put(arn, request.parameter("AttributeValue"));
    }
    return reply;
  }

  /** The topic's attributes; a topic that does not exist is refused as SNS does. */
  Map<String, String> attributes(String topicArn) {
    Reply reply = query(topicArn, Map.of("Action", "GetTopicAttributes", "TopicArn", topicArn));
    if (!reply.ok()) {
      throw new AwsError(404, "NotFound", "Topic does not exist");
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String entry : Xml.rawAll(reply.text(), "entry")) {
      attributes.put(Xml.first(entry, "key").orElseThrow(), Xml.first(entry, "value").orElse(""));
    }
    attributes.put("SignatureVersion", signatureVersion(topicArn));
    return attributes;
  }

  String signatureVersion(String topicArn) {
    return signatureVersions.getOrDefault(topicArn, "1");
  }

  /**
   * The owner's account may do what the policy does not deny; everybody else needs to be allowed by
   * it.
   */
  void authorize(Caller caller, String action, String topicArn) {
    boolean foreign = !Arn.parse(topicArn, "TopicArn").account().equals(caller.account());
    Policy.Decision decision = decide(caller, action, topicArn, Map.of());
    if (decision == Policy.Decision.DENIED || (foreign && decision != Policy.Decision.ALLOWED)) {
      throw new AwsError(
          403,
          "AuthorizationError",
          "User: %s is not authorized to perform: %s on resource: %s"
              .formatted(caller.arn(), action, topicArn));
    }
  }

  /** May this AWS service publish to the topic on behalf of that resource? */
  boolean mayPublish(String service, String sourceArn, String sourceAccount, String topicArn) {
    Map<String, String> context =
        Map.of("aws:SourceArn", sourceArn, "aws:SourceAccount", sourceAccount);
    try {
      return decide(Caller.service(service, sourceAccount), "SNS:Publish", topicArn, context)
          == Policy.Decision.ALLOWED;
    } catch (AwsError e) {
      return false;
    }
  }

  private Policy.Decision decide(
      Caller caller, String action, String topicArn, Map<String, String> context) {
    Map<String, String> values = new LinkedHashMap<>(context);
    values.put("aws:PrincipalArn", caller.arn());
    values.put("aws:PrincipalAccount", caller.account());
    values.put("AWS:SourceOwner", caller.account());
    String policy = attributes(topicArn).getOrDefault("Policy", "");
    return policy.isEmpty()
        ? Policy.Decision.SILENT
        : Policy.parse(policy).decide(new Policy.Question(caller, action, topicArn, values));
  }

  private Reply query(String topicArn, Map<String, String> parameters) {
    Arn topic = Arn.parse(topicArn, "TopicArn");
    return moto.query(topic.account(), topic.region(), "sns", parameters);
  }
}
