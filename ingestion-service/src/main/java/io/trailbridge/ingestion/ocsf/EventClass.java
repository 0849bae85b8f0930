package io.trailbridge.ingestion.ocsf;

/** The classes of OCSF 1.5.0 that CloudTrail's records become. */
enum EventClass {
  ACCOUNT_CHANGE(3, "Identity & Access Management", 3001, "Account Change"),
  AUTHENTICATION(3, "Identity & Access Management", 3002, "Authentication"),
  API_ACTIVITY(6, "Application Activity", 6003, "API Activity");

  private final int category;
  private final String categoryName;
  private final int uid;
  private final String caption;

  EventClass(int category, String categoryName, int uid, String caption) {
    this.category = category;
    this.categoryName = categoryName;
    this.uid = uid;
    this.caption = caption;
  }

  int uid() {
    return uid;
  }

  /** What the class and the activity say together, as the fields of an event. */
  String fields(int activityId, String activity) {
    return """
    "activity_id":%d,"category_name":"%s","category_uid":%d,"class_name":"%s","class_uid":%d,\
    "severity":"Informational","severity_id":1,"type_name":"%s: %s","type_uid":%d\
    """
        .formatted(
            activityId,
            categoryName,
            category,
            caption,
            uid,
            caption,
            activity,
            uid * 100L + activityId);
  }
}
