package io.trailbridge.testbed.aws;

import java.util.List;

/** Answers a list of subscriptions in pages of a hundred, as SNS does. */
final class SubscriptionList {
  private SubscriptionList() {}

  static Reply answer(ApiRequest request, List<Subscription> all) {
    String token = request.parameter("NextToken");
    int from = token.isEmpty() ? 0 : Integer.parseInt(token);
    int to = Math.min(all.size(), from + 100);
    StringBuilder members = new StringBuilder();
    for (Subscription subscription : all.subList(Math.min(from, to), to)) {
      members
          .append("<member>")
          .append(
              Xml.element(
                  "SubscriptionArn",
                  subscription.confirmed() ? subscription.arn : "PendingConfirmation"))
          .append(Xml.element("Owner", subscription.owner))
          .append(Xml.element("Protocol", subscription.protocol))
          .append(Xml.element("Endpoint", subscription.endpoint))
          .append(Xml.element("TopicArn", subscription.topicArn))
          .append("</member>");
    }
    String next = to < all.size() ? Xml.element("NextToken", String.valueOf(to)) : "";
    return Reply.query(
        Topics.NAMESPACE, request.action, "<Subscriptions>" + members + "</Subscriptions>" + next);
  }
}
