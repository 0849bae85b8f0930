package io.trailbridge.contracts.connection;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import org.jspecify.annotations.Nullable;

/** Which CloudTrail resources a connection uses, told apart by {@code mode}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "mode")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Resources.New.class, name = "NEW"),
  @JsonSubTypes.Type(value = Resources.Existing.class, name = "EXISTING")
})
public sealed interface Resources {

  /**
   * Bucket, topic and trail are made by us.
   *
   * @param kmsKeyArn encrypts bucket and trail; absent: SSE-S3
   * @param retentionDays after which log files in our bucket expire, at least 1
   */
  record New(@Nullable Arn kmsKeyArn, int retentionDays) implements Resources {}

  /**
   * A trail that the customer has is used and never changed.
   *
   * @param trailArn the trail
   * @param topicArn a topic that is told of its log files; absent: the trail's own, else one of
   *     ours
   * @param kmsKeyArn the key that the log files are encrypted with
   * @param bucketAccountId the bucket's account where it is another one
   */
  record Existing(
      Arn trailArn,
      @Nullable Arn topicArn,
      @Nullable Arn kmsKeyArn,
      @Nullable AccountId bucketAccountId)
      implements Resources {}
}
