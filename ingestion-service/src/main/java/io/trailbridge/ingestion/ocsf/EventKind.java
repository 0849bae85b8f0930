package io.trailbridge.ingestion.ocsf;

import io.trailbridge.ingestion.batch.domain.JsonTape;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an event is to OCSF: class and activity, chosen by {@code eventSource} and eventName. */
final class EventKind {
  private static final int OTHER = 99;
  private static final Map<Activity, EventKind> API_CALLS = apiCalls();
  private static final EventKind SIGN_IN_STEP =
      new EventKind(EventClass.AUTHENTICATION, OTHER, "Other");
  private static final ByteNames<ByteNames<EventKind>> SOURCES = sources();
  private static final byte[] SIGN_IN = JsonOut.ascii("signin.amazonaws.com");

  private final EventClass eventClass;
  private final int activityId;
  private final byte[] head;

  private EventKind(EventClass eventClass, int activityId, String activity) {
    this.eventClass = eventClass;
    this.activityId = activityId;
    String fields = eventClass.fields(activityId, activity);
    String name = activityId == OTHER ? "" : ",\"activity_name\":\"" + activity + "\"";
    head = (fields + name).getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads the tokens of {@code eventSource} and {@code eventName}. */
  static EventKind of(JsonTape tape, int source, int name) {
    if (name == RecordFields.NONE) {
      return apiCall(Activity.UNKNOWN);
    }
    byte[] bytes = tape.bytes();
    if (source != RecordFields.NONE) {
      EventKind special = special(tape, source, name);
      if (special != null) {
        return special;
      }
    }
    return apiCall(Activity.of(bytes, tape.from(name), tape.to(name)));
  }

  EventClass eventClass() {
    return eventClass;
  }

  /** Whether the activity has no name of its own, so that the event's name stands in for it. */
  boolean isOther() {
    return activityId == OTHER;
  }

  /** The fields that are the same for every event of the kind. */
  byte[] head() {
    return head;
  }

  private static @Nullable EventKind special(JsonTape tape, int source, int name) {
    ByteNames<EventKind> kinds = SOURCES.get(tape.bytes(), tape.from(source), tape.to(source));
    if (kinds == null) {
      return null;
    }
    EventKind kind = kinds.get(tape.bytes(), tape.from(name), tape.to(name));
    boolean stepOfSignIn = kind == null && tape.to(name) > tape.from(name);
    return stepOfSignIn && tape.means(source, SIGN_IN) ? SIGN_IN_STEP : kind;
  }

  private static EventKind apiCall(Activity activity) {
    return Objects.requireNonNull(API_CALLS.get(activity));
  }

  private static Map<Activity, EventKind> apiCalls() {
    Map<Activity, EventKind> kinds = new EnumMap<>(Activity.class);
    for (Activity activity : Activity.values()) {
      kinds.put(
          activity, new EventKind(EventClass.API_ACTIVITY, activity.id(), activity.caption()));
    }
    return kinds;
  }

  private static ByteNames<ByteNames<EventKind>> sources() {
    ByteNames<EventKind> directory =
        new Names(EventClass.ACCOUNT_CHANGE)
            .add(1, "Create", "CreateUser")
            .add(2, "Enable", "EnableUser")
            .add(4, "Password Reset", "UpdatePassword")
            .add(5, "Disable", "DisableUser")
            .add(6, "Delete", "DeleteUser")
            .add(OTHER, "Other", "UpdateUser")
            .done();
    return new ByteNames<>(
        Map.of(
            "iam.amazonaws.com",
            new Names(EventClass.ACCOUNT_CHANGE)
                .add(1, "Create", "CreateUser CreateRole CreateServiceLinkedRole")
                .add(3, "Password Change", "ChangePassword")
                .add(4, "Password Reset", "UpdateLoginProfile")
                .add(6, "Delete", "DeleteUser DeleteRole DeleteServiceLinkedRole")
                .add(
                    7,
                    "Attach Policy",
                    "AttachUserPolicy AttachRolePolicy PutUserPolicy PutRolePolicy")
                .add(
                    8,
                    "Detach Policy",
                    "DetachUserPolicy DetachRolePolicy DeleteUserPolicy DeleteRolePolicy")
                .add(10, "MFA Factor Enable", "EnableMFADevice")
                .add(11, "MFA Factor Disable", "DeactivateMFADevice")
                .add(
                    OTHER,
                    "Other",
                    "AddUserToGroup CreateAccessKey CreateLoginProfile DeleteAccessKey "
                        + "DeleteLoginProfile DeleteRolePermissionsBoundary "
                        + "DeleteUserPermissionsBoundary PutRolePermissionsBoundary "
                        + "PutUserPermissionsBoundary RemoveUserFromGroup TagRole TagUser "
                        + "UntagRole UntagUser UpdateAccessKey UpdateAssumeRolePolicy UpdateRole "
                        + "UpdateRoleDescription UpdateUser")
                .done(),
            "identitystore.amazonaws.com",
            directory,
            "sso-directory.amazonaws.com",
            directory,
            "signin.amazonaws.com",
            new Names(EventClass.AUTHENTICATION)
                .add(1, "Logon", "ConsoleLogin SwitchRole UserAuthentication")
                .add(2, "Logoff", "ExitRole")
                .done(),
            "sso.amazonaws.com",
            new Names(EventClass.AUTHENTICATION)
                .add(1, "Logon", "Authenticate Federate")
                .add(2, "Logoff", "Logout")
                .done(),
            "sts.amazonaws.com",
            new Names(EventClass.AUTHENTICATION)
                .add(
                    1,
                    "Logon",
                    "AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AssumeRoot "
                        + "GetFederationToken GetSessionToken")
                .done()));
  }

  /** The names of one source's events that are of a class. */
  private static final class Names {
    private final EventClass eventClass;
    private final Map<String, EventKind> kinds = new HashMap<>();

    private Names(EventClass eventClass) {
      this.eventClass = eventClass;
    }

    private Names add(int activityId, String activity, String names) {
      EventKind kind = new EventKind(eventClass, activityId, activity);
      for (String name : names.split(" ", -1)) {
        kinds.put(name, kind);
      }
      return this;
    }

    private ByteNames<EventKind> done() {
      return new ByteNames<>(kinds);
    }
  }
}
