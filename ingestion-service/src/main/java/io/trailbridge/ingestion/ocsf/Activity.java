package io.trailbridge.ingestion.ocsf;

import java.util.HashMap;
import java.util.Map;

/** What an API call does, by the verb that its name begins with. */
enum Activity {
  UNKNOWN(0, "Unknown", ""),
  CREATE(
      1,
      "Create",
      "Add Allocate Build Clone Copy Create Generate Import Initiate Invite Issue "
          + "Launch Post Provision Publish Purchase Register Request Restore Run Schedule "
          + "Send Submit Subscribe Upload"),
  READ(
      2,
      "Read",
      "Check Compare Count Describe Detect Discover Download Estimate Export Fetch "
          + "Filter Find Get Head List Lookup Preview Query Read Receive Resolve Retrieve "
          + "Sample Scan Search Select Simulate Test Validate Verify View"),
  UPDATE(
      3,
      "Update",
      "Accept Activate Apply Approve Assign Associate Attach Authorize Cancel Change "
          + "Configure Confirm Deactivate Detach Disable Disassociate Edit Enable Grant "
          + "Merge Modify Move Pause Promote Put Reboot Reject Rename Renew Replace Reset "
          + "Resume Rotate Set Start Stop Suspend Tag Transfer Unassign Untag Update "
          + "Upgrade Write"),
  DELETE(
      4,
      "Delete",
      "Abort Delete Deregister Destroy Drop Purge Release Remove Revoke Terminate "
          + "Unsubscribe Withdraw"),
  OTHER(99, "Other", "");

  private static final String BATCH = "Batch";
  private static final ByteNames<Activity> BY_VERB = byVerb();

  private final int id;
  private final String caption;
  private final String verbs;

  Activity(int id, String caption, String verbs) {
    this.id = id;
    this.caption = caption;
    this.verbs = verbs;
  }

  int id() {
    return id;
  }

  String caption() {
    return caption;
  }

  /** Reads an {@code eventName}: its first word, or the second of a batch. */
  static Activity of(byte[] bytes, int from, int to) {
    if (from == to) {
      return UNKNOWN;
    }
    int end = wordEnd(bytes, from, to);
    if (end - from == BATCH.length() && bytes[from] == 'B' && bytes[end - 1] == 'h') {
      Activity batch = BY_VERB.get(bytes, end, wordEnd(bytes, end, to));
      if (batch != null) {
        return batch;
      }
    }
    Activity activity = BY_VERB.get(bytes, from, end);
    return activity == null ? OTHER : activity;
  }

  private static int wordEnd(byte[] bytes, int from, int to) {
    int end = from + 1;
    while (end < to && bytes[end] >= 'a' && bytes[end] <= 'z') {
      end++;
    }
    return Math.min(end, to);
  }

  private static ByteNames<Activity> byVerb() {
    Map<String, Activity> verbs = new HashMap<>();
    for (Activity activity : values()) {
      for (String verb : activity.verbs.split(" ", -1)) {
        verbs.put(verb, activity);
      }
    }
    verbs.remove("");
    return new ByteNames<>(verbs);
  }
}
