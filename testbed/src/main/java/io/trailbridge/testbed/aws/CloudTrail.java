package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * CloudTrail, all of it ours: moto's overwrites a trail of the same name, knows ARNs in half of its
 * calls and asks no bucket policy.
 */
final class CloudTrail implements Service {
  private static final Pattern NAME =
      Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9._-]{1,126})[a-zA-Z0-9]");
  private static final int MOST_PER_REGION = 5;
  private static final List<String> COPIED =
      List.of(
          "S3BucketName",
          "S3KeyPrefix",
          "IncludeGlobalServiceEvents",
          "IsMultiRegionTrail",
          "KmsKeyId",
          "IsOrganizationTrail",
          "CloudWatchLogsLogGroupArn",
          "CloudWatchLogsRoleArn");

  private final Trails trails;
  private final TrailChecks checks;
  private final Organizations organizations;
  private final Sns sns;
  private final Moto moto;
  private final Clock clock;

  CloudTrail(
      Trails trails,
      TrailChecks checks,
      Organizations organizations,
      Sns sns,
      Moto moto,
      Clock clock) {
    this.trails = trails;
    this.checks = checks;
    this.organizations = organizations;
    this.sns = sns;
    this.moto = moto;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiRequest request, Caller caller) {
    synchronized (trails) {
      return switch (request.action) {
        case "CreateTrail" -> create(request, caller);
        case "UpdateTrail" -> update(request, caller);
        case "DeleteTrail" -> {
          trails.remove(trails.own(request, caller, "Name"));
          yield done();
        }
        case "GetTrail" -> {
          ObjectNode answer = Json.object();
          answer.set("Trail", trails.visible(request, caller, "Name").settings);
          yield Reply.json(answer);
        }
        case "DescribeTrails" -> describe(request, caller);
        case "ListTrails" -> list(caller);
        case "StartLogging" -> {
          trails.own(request, caller, "Name").startLogging(Instant.now(clock));
          yield done();
        }
        case "StopLogging" -> {
          trails.own(request, caller, "Name").stopLogging(Instant.now(clock));
          yield done();
        }
        case "GetTrailStatus" -> Reply.json(trails.visible(request, caller, "Name").status());
        case "PutEventSelectors" -> putSelectors(request, trails.own(request, caller, "TrailName"));
        case "GetEventSelectors" -> selectors(trails.visible(request, caller, "TrailName"));
        case "AddTags" -> addTags(request, trails.own(request, caller, "ResourceId"));
        case "RemoveTags" -> removeTags(request, trails.own(request, caller, "ResourceId"));
        case "ListTags" -> listTags(request, caller);
        case "RegisterOrganizationDelegatedAdmin" -> delegate(request, caller);
        default -> moto.forward(request, caller.account());
      };
    }
  }

  private static Reply done() {
    return Reply.json(Json.object());
  }

  private Reply create(ApiRequest request, Caller caller) {
    JsonNode asked = request.json();
    String name = asked.path("Name").asText();
    if (!NAME.matcher(name).matches()) {
      throw TrailChecks.refuse("InvalidTrailNameException", "Trail name is not valid: " + name);
    }
    // What a delegated administrator makes for the organization lives in the management account.
    String account =
        asked.path("IsOrganizationTrail").asBoolean()
            ? organizations.homeOfTrails(caller.account())
            : caller.account();
    List<Trail> there = trails.homeIn(account, request.region);
    if (there.stream().anyMatch(trail -> trail.name.equals(name))) {
      throw TrailChecks.refuse(
          "TrailAlreadyExistsException",
          "Trail %s already exists for customer: %s".formatted(name, account));
    }
    if (there.size() >= MOST_PER_REGION) {
      throw TrailChecks.refuse(
          "MaximumNumberOfTrailsExceededException",
          "User: %s already has %d trails in %s.".formatted(account, there.size(), request.region));
    }
    Trail trail = new Trail(account, request.region, name);
    copy(asked, trail.settings, trail);
    checks.check(trail);
    tag(asked.path("TagsList"), trail);
    trails.add(trail);
    announce(trail);
    return Reply.json(answer(trail));
  }

  /** The management account lets a member act for it. */
  private Reply delegate(ApiRequest request, Caller caller) {
    String member = request.json().path("MemberAccountId").asText();
    boolean manages =
        organizations
            .of(caller.account())
            .filter(it -> it.managementAccount().equals(caller.account()))
            .isPresent();
    if (!manages) {
      throw TrailChecks.refuse(
          "NotOrganizationManagementAccountException",
          "The account making the request is not the organization's management account.");
    }
    if (!organizations.accounts(caller.account()).contains(member)) {
      throw TrailChecks.refuse("AccountNotFoundException", "No such member: " + member);
    }
    if (!organizations.delegates(caller.account()).add(member)) {
      throw TrailChecks.refuse("AccountRegisteredException", "Registered already: " + member);
    }
    return done();
  }

  private Reply update(ApiRequest request, Caller caller) {
    Trail trail = trails.own(request, caller, "Name");
    Optional<String> topicBefore = trail.topicArn();
    ObjectNode before = trail.settings.deepCopy();
    copy(request.json(), trail.settings, trail);
    try {
      checks.check(trail);
    } catch (AwsError e) {
      trail.settings.removeAll();
      trail.settings.setAll(before);
      throw e;
    }
    if (!trail.topicArn().equals(topicBefore)) {
      announce(trail);
    }
    return Reply.json(answer(trail));
  }

  /** CloudTrail says hello to a topic that it is given. */
  private void announce(Trail trail) {
    trail.topicArn().ifPresent(topic -> sns.publish(topic, "CloudTrail validation message."));
  }

  private static void copy(JsonNode asked, ObjectNode settings, Trail trail) {
    for (String field : COPIED) {
      if (asked.path(field).isTextual() && asked.path(field).textValue().isEmpty()) {
        settings.remove(field);
      } else if (asked.hasNonNull(field)) {
        settings.set(field, asked.get(field));
      }
    }
    if (asked.hasNonNull("EnableLogFileValidation")) {
      settings.set("LogFileValidationEnabled", asked.get("EnableLogFileValidation"));
    }
    String topic = asked.path("SnsTopicName").asText();
    if (!topic.isEmpty()) {
      // CloudTrail takes a name, of a topic in the trail's own region and account, or an ARN.
      String topicArn =
          Arn.looksLike(topic)
              ? topic
              : "arn:%s:sns:%s:%s:%s"
                  .formatted(
                      Arn.partition(trail.homeRegion), trail.homeRegion, trail.account, topic);
      settings.put("SnsTopicName", topic).put("SnsTopicARN", topicArn);
    } else if (asked.has("SnsTopicName")) {
      settings.remove(List.of("SnsTopicName", "SnsTopicARN"));
    }
  }

  /** CreateTrail and UpdateTrail answer less than DescribeTrails. */
  private static ObjectNode answer(Trail trail) {
    ObjectNode answer = trail.settings.deepCopy();
    answer.remove(List.of("HomeRegion", "HasCustomEventSelectors", "HasInsightSelectors"));
    return answer;
  }

  private Reply describe(ApiRequest request, Caller caller) {
    JsonNode asked = request.json();
    List<String> names = new ArrayList<>();
    asked.path("trailNameList").forEach(name -> names.add(name.asText()));
    boolean shadows = asked.path("includeShadowTrails").asBoolean(true);
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("trailList");
    for (Trail trail : trails.visibleIn(caller.account(), request.region)) {
      boolean home =
          trail.homeRegion.equals(request.region) && trail.account.equals(caller.account());
      boolean named =
          names.isEmpty() || names.contains(trail.arn) || (home && names.contains(trail.name));
      if (named && (home || shadows)) {
        list.add(trail.settings);
      }
    }
    return Reply.json(answer);
  }

  private Reply list(Caller caller) {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("Trails");
    for (Trail trail : trails.ofAccount(caller.account())) {
      list.addObject()
          .put("TrailARN", trail.arn)
          .put("Name", trail.name)
          .put("HomeRegion", trail.homeRegion);
    }
    return Reply.json(answer);
  }

  private static Reply putSelectors(ApiRequest request, Trail trail) {
    JsonNode asked = request.json();
    trail.eventSelectors = asked.path("EventSelectors").deepCopy();
    trail.advancedEventSelectors = asked.path("AdvancedEventSelectors").deepCopy();
    trail.settings.put("HasCustomEventSelectors", true);
    return selectors(trail);
  }

  private static Reply selectors(Trail trail) {
    ObjectNode answer = Json.object().put("TrailARN", trail.arn);
    if (!trail.advancedEventSelectors.isEmpty()) {
      answer.set("AdvancedEventSelectors", trail.advancedEventSelectors);
    } else if (trail.eventSelectors.isEmpty()) {
      ObjectNode standard = answer.putArray("EventSelectors").addObject();
      standard.put("ReadWriteType", "All").put("IncludeManagementEvents", true);
      standard.putArray("DataResources");
      standard.putArray("ExcludeManagementEventSources");
    } else {
      answer.set("EventSelectors", trail.eventSelectors);
    }
    return Reply.json(answer);
  }

  private static void tag(JsonNode tags, Trail trail) {
    tags.forEach(tag -> trail.tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
  }

  private static Reply addTags(ApiRequest request, Trail trail) {
    tag(request.json().path("TagsList"), trail);
    return done();
  }

  private static Reply removeTags(ApiRequest request, Trail trail) {
    request.json().path("TagsList").forEach(tag -> trail.tags.remove(tag.path("Key").asText()));
    return done();
  }

  private Reply listTags(ApiRequest request, Caller caller) {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("ResourceTagList");
    for (JsonNode id : request.json().path("ResourceIdList")) {
      Trail trail = trails.byArn(id.asText(), caller.account(), request.region);
      ArrayNode tags = list.addObject().put("ResourceId", trail.arn).putArray("TagsList");
      trail.tags.forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    }
    return Reply.json(answer);
  }
}
