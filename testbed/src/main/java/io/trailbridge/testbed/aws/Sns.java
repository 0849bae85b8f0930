package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailbridge.testbed.aws.SnsMessages.Publication;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * SNS: topics are moto's; subscriptions, their confirmation and every delivery are ours, because
 * moto confirms anything, signs with no CA and loses other accounts' subscriptions.
 */
final class Sns implements Service {
  private final Moto moto;
  private final Topics topics;
  private final Subscriptions subscriptions;
  private final SnsMessages messages;
  private final SnsDelivery http;
  private final SqsDelivery queues;
  private final S3Events s3Events;

  Sns(
      Moto moto,
      Topics topics,
      Subscriptions subscriptions,
      SnsMessages messages,
      S3Events s3Events) {
    this.moto = moto;
    this.topics = topics;
    this.subscriptions = subscriptions;
    this.messages = messages;
    this.s3Events = s3Events;
    http = new SnsDelivery();
    queues = new SqsDelivery(moto);
  }

  @Override
  public Reply answer(ApiRequest request, Caller caller) {
    return switch (request.action) {
      case "CreateTopic" -> topics.create(request, caller);
      case "DeleteTopic" -> deleteTopic(request, caller);
      case "GetTopicAttributes" -> topicAttributes(request, caller);
      case "SetTopicAttributes" -> {
        topics.authorize(caller, "SNS:SetTopicAttributes", request.required("TopicArn"));
        yield topics.setAttributes(request);
      }
      case "Subscribe" -> subscribe(request, caller);
      case "ConfirmSubscription" -> confirm(request);
      case "Unsubscribe" -> unsubscribe(request, Optional.of(caller));
      case "GetSubscriptionAttributes" -> subscriptionAttributes(request, caller);
      case "SetSubscriptionAttributes" -> setSubscriptionAttribute(request, caller);
      case "ListSubscriptionsByTopic" -> {
        topics.authorize(caller, "SNS:ListSubscriptionsByTopic", request.required("TopicArn"));
        topics.attributes(request.required("TopicArn"));
        yield SubscriptionList.answer(request, subscriptions.ofTopic(request.required("TopicArn")));
      }
      case "ListSubscriptions" ->
          SubscriptionList.answer(request, subscriptions.ofOwner(caller.account(), request.region));
      case "Publish" -> publish(request, caller);
      default -> moto.forward(request, accountOf(request, caller));
    };
  }

  /** The two calls that SNS takes without a signature, from links in messages. */
  Reply answerUnsigned(ApiRequest request) {
    return switch (request.action) {
      case "ConfirmSubscription" -> confirm(request);
      case "Unsubscribe" -> unsubscribe(request, Optional.empty());
      default ->
          throw new AwsError(
              403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    };
  }

  /** Something was published inside moto. */
  void publishedInMoto(JsonNode post) {
    String topicArn = post.path("TopicArn").asText();
    Optional<String> subject = Optional.ofNullable(post.path("Subject").textValue());
    String text = post.path("Message").asText();
    Publication publication =
        new Publication(post.path("MessageId").asText(), topicArn, subject, text, Optional.empty());
    s3Events
        .asS3Writes(publication)
        .filter(event -> s3Events.mayBePublished(event, topics))
        .ifPresent(this::deliver);
  }

  /** A service publishes; its right to was asked before. */
  void publish(String topicArn, String message) {
    deliver(
        new Publication(
            UUID.randomUUID().toString(), topicArn, Optional.empty(), message, Optional.empty()));
  }

  private Reply publish(ApiRequest request, Caller caller) {
    String topicArn = request.required("TopicArn");
    topics.attributes(topicArn);
    topics.authorize(caller, "SNS:Publish", topicArn);
    Optional<String> subject =
        Optional.of(request.parameter("Subject")).filter(text -> !text.isEmpty());
    Publication publication =
        new Publication(
            UUID.randomUUID().toString(),
            topicArn,
            subject,
            request.required("Message"),
            messageAttributes(request));
    deliver(publication);
    return Reply.query(
        Topics.NAMESPACE, "Publish", Xml.element("MessageId", publication.messageId()));
  }

  private static Optional<ObjectNode> messageAttributes(ApiRequest request) {
    ObjectNode attributes = Json.object();
    for (int i = 1; request.parameters.containsKey("MessageAttributes.entry." + i + ".Name"); i++) {
      String entry = "MessageAttributes.entry." + i;
      String value = request.parameter(entry + ".Value.StringValue");
      attributes
          .putObject(request.parameter(entry + ".Name"))
          .put("Type", request.parameter(entry + ".Value.DataType"))
          .put("Value", value.isEmpty() ? request.parameter(entry + ".Value.BinaryValue") : value);
    }
    return attributes.isEmpty() ? Optional.empty() : Optional.of(attributes);
  }

  private void deliver(Publication publication) {
    String version = topics.signatureVersion(publication.topicArn());
    for (Subscription subscription : subscriptions.ofTopic(publication.topicArn())) {
      if (subscription.confirmed()) {
        send(subscription, messages.notification(publication, subscription, version));
      }
    }
  }

  private void send(Subscription subscription, ObjectNode message) {
    switch (subscription.protocol) {
      case "http", "https" ->
          http.deliver(
              subscription, message, () -> subscriptions.find(subscription.arn).isPresent());
      case "sqs" -> queues.deliver(subscription, message);
      default -> {
        // Other protocols are accepted and lead nowhere: nothing here subscribes with them.
      }
    }
  }

  private Reply subscribe(ApiRequest request, Caller caller) {
    String topicArn = request.required("TopicArn");
    topics.attributes(topicArn);
    topics.authorize(caller, "SNS:Subscribe", topicArn);
    Subscription subscription =
        subscriptions.subscribe(
            topicArn,
            request.required("Protocol"),
            request.parameter("Endpoint"),
            caller,
            request.entries("Attributes"));
    if (!subscription.confirmed()) {
      send(subscription, messages.confirmation(subscription, topics.signatureVersion(topicArn)));
    }
    boolean arn =
        subscription.confirmed() || request.parameter("ReturnSubscriptionArn").equals("true");
    return Reply.query(
        Topics.NAMESPACE,
        "Subscribe",
        Xml.element("SubscriptionArn", arn ? subscription.arn : "pending confirmation"));
  }

  private Reply confirm(ApiRequest request) {
    topics.attributes(request.required("TopicArn"));
    Subscription subscription =
        subscriptions.confirm(
            request.required("TopicArn"),
            request.required("Token"),
            request.parameter("AuthenticateOnUnsubscribe").equals("true"));
    return Reply.query(
        Topics.NAMESPACE, "ConfirmSubscription", Xml.element("SubscriptionArn", subscription.arn));
  }

  private Reply unsubscribe(ApiRequest request, Optional<Caller> caller) {
    String arn = request.required("SubscriptionArn");
    Arn.parse(arn, "SubscriptionArn");
    Optional<Subscription> subscription = subscriptions.find(arn);
    if (subscription.isPresent()) {
      mayManage(subscription.get(), caller, "SNS:Unsubscribe");
      subscriptions.remove(subscription.get());
    }
    return Reply.query(Topics.NAMESPACE, "Unsubscribe", "");
  }

  private void mayManage(Subscription subscription, Optional<Caller> caller, String action) {
    boolean allowed =
        caller
            .map(
                who ->
                    who.account().equals(subscription.owner)
                        || who.account()
                            .equals(Arn.parse(subscription.topicArn, "TopicArn").account()))
            .orElse(!subscription.confirmationWasAuthenticated());
    if (!allowed) {
      throw new AwsError(
          403,
          "AuthorizationError",
          "User: %s is not authorized to perform: %s on resource: %s"
              .formatted(caller.map(Caller::arn).orElse("anonymous"), action, subscription.arn));
    }
  }

  private Subscription existing(ApiRequest request, Caller caller) {
    String arn = request.required("SubscriptionArn");
    Arn.parse(arn, "SubscriptionArn");
    Subscription subscription =
        subscriptions
            .find(arn)
            .orElseThrow(() -> new AwsError(404, "NotFound", "Subscription does not exist"));
    mayManage(subscription, Optional.of(caller), "SNS:" + request.action);
    return subscription;
  }

  private Reply subscriptionAttributes(ApiRequest request, Caller caller) {
    return Reply.query(
        Topics.NAMESPACE,
        "GetSubscriptionAttributes",
        "<Attributes>"
            + Xml.entries(Subscriptions.attributes(existing(request, caller)))
            + "</Attributes>");
  }

  private Reply setSubscriptionAttribute(ApiRequest request, Caller caller) {
    Subscription subscription = existing(request, caller);
    Subscriptions.setAttribute(
        subscription, request.required("AttributeName"), request.parameter("AttributeValue"));
    return Reply.query(Topics.NAMESPACE, "SetSubscriptionAttributes", "");
  }

  private Reply topicAttributes(ApiRequest request, Caller caller) {
    String arn = request.required("TopicArn");
    topics.authorize(caller, "SNS:GetTopicAttributes", arn);
    var attributes = topics.attributes(arn);
    List<Subscription> all = subscriptions.ofTopic(arn);
    long confirmed = all.stream().filter(Subscription::confirmed).count();
    attributes.put("SubscriptionsConfirmed", String.valueOf(confirmed));
    attributes.put("SubscriptionsPending", String.valueOf(all.size() - confirmed));
    return Reply.query(
        Topics.NAMESPACE,
        "GetTopicAttributes",
        "<Attributes>" + Xml.entries(attributes) + "</Attributes>");
  }

  private Reply deleteTopic(ApiRequest request, Caller caller) {
    String arn = request.required("TopicArn");
    Arn topic = Arn.parse(arn, "TopicArn");
    Reply reply = Reply.query(Topics.NAMESPACE, "DeleteTopic", "");
    try {
      topics.authorize(caller, "SNS:DeleteTopic", arn);
      reply = moto.forward(request, topic.account());
      subscriptions.removeTopic(arn);
    } catch (AwsError e) {
      // Deleting a topic that is not there succeeds.
      if (!e.code.equals("NotFound")) {
        throw e;
      }
    }
    return reply;
  }

  /** What names a topic or another resource goes to the account in its ARN. */
  private static String accountOf(ApiRequest request, Caller caller) {
    for (String name : List.of("TopicArn", "ResourceArn", "TargetArn")) {
      if (Arn.looksLike(request.parameter(name))) {
        return Arn.parse(request.parameter(name), name).account();
      }
    }
    return caller.account();
  }
}
