package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.provisioning.connection.LogBuckets;
import io.trailbridge.provisioning.connection.domain.Faults;
import io.trailbridge.provisioning.connection.domain.LogFolder;
import io.trailbridge.provisioning.connection.domain.Verdict;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Buckets by AWS's SDK; the sessions of the connections that were read last stay open. */
@ApplicationScoped
class AwsLogBuckets implements LogBuckets {
  private static final int OPEN = 500;

  private final AwsClients clients;
  private final Roles roles;

  /** Access order: the eldest is the one that was not used for longest. */
  private final Map<RoleAccess, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

  AwsLogBuckets(AwsClients clients, Roles roles) {
    this.clients = clients;
    this.roles = roles;
  }

  @PreDestroy
  synchronized void close() {
    sessions.values().forEach(Session::close);
  }

  @Override
  public Opening open(ConnectionState connection, String bucket, String key, Origin origin) {
    Optional<Session> session = session(connection);
    if (session.isEmpty()) {
      return new Opening.Refused("no-role", false);
    }
    String owner = ownerOf(connection);
    try {
      ResponseInputStream<GetObjectResponse> content =
          session
              .get()
              .once(
                  "s3:GetObject",
                  bucket,
                  () ->
                      session
                          .get()
                          .s3()
                          .getObject(
                              it ->
                                  it.bucket(bucket)
                                      .key(key)
                                      .expectedBucketOwner(owner)
                                      .overrideConfiguration(
                                          set ->
                                              set.putExecutionAttribute(
                                                  Pace.BACKFILL, origin != Origin.LIVE))));
      return new Opening.Opened(content, content.response().contentLength());
    } catch (Refusal refusal) {
      return refused(refusal);
    }
  }

  @Override
  public Listing list(
      ConnectionState connection, String bucket, String prefix, Predicate<Listed> eachObject) {
    return pages(
        connection,
        ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).build(),
        page ->
            page.contents().stream()
                .map(it -> new Listed(it.key(), it.size(), it.eTag(), it.lastModified()))
                .allMatch(eachObject));
  }

  @Override
  public Listing folders(
      ConnectionState connection, String bucket, String prefix, Predicate<LogFolder> eachFolder) {
    return pages(
        connection,
        ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).delimiter("/").build(),
        page ->
            page.commonPrefixes().stream()
                .map(it -> new LogFolder(it.prefix()))
                .allMatch(eachFolder));
  }

  private Listing pages(
      ConnectionState connection,
      ListObjectsV2Request request,
      Predicate<ListObjectsV2Response> eachPage) {
    Optional<Session> session = session(connection);
    if (session.isEmpty()) {
      return Listing.REFUSED;
    }
    String next = null;
    try {
      do {
        ListObjectsV2Response page = page(session.get(), connection, request, next);
        if (!eachPage.test(page)) {
          return Listing.STOPPED;
        }
        next = page.nextContinuationToken();
      } while (next != null);
      return Listing.COMPLETE;
    } catch (Refusal refusal) {
      return refusal.verdict() instanceof Verdict.TryLater ? Listing.LATER : Listing.REFUSED;
    }
  }

  private static ListObjectsV2Response page(
      Session session,
      ConnectionState connection,
      ListObjectsV2Request request,
      @Nullable String token) {
    ListObjectsV2Request page =
        request.toBuilder()
            .continuationToken(token)
            .expectedBucketOwner(ownerOf(connection))
            .overrideConfiguration(set -> set.putExecutionAttribute(Pace.BACKFILL, true))
            .build();
    return session.once("s3:ListBucket", request.bucket(), () -> session.s3().listObjectsV2(page));
  }

  private static Opening refused(Refusal refusal) {
    return switch (refusal.verdict()) {
      case Verdict.Done _ ->
          refusal.fault().code().equals("NoSuchBucket")
              ? new Opening.BucketGone()
              : new Opening.Gone();
      case Verdict.TryLater later when later.cause() == Verdict.Cause.SETTLING ->
          // A role that lets nobody in, a region that is not enabled: nothing was made just now.
          new Opening.Refused(refusal.fault().code(), false);
      case Verdict.TryLater later -> new Opening.Later(later.after());
      case Verdict.GiveUp _ ->
          new Opening.Refused(refusal.fault().code(), Faults.mentionsKms(refusal.fault()));
    };
  }

  private static String ownerOf(ConnectionState connection) {
    AccountId owner = connection.bucketAccountId();
    return (owner == null ? connection.accountId() : owner).value();
  }

  private synchronized Optional<Session> session(ConnectionState connection) {
    Optional<RoleAccess> access = RoleAccess.of(connection);
    if (access.isEmpty()) {
      return Optional.empty();
    }
    // A session that fell out is not closed: somebody may be reading from it. Its client holds
    // nothing but the HTTP client that all share.
    while (sessions.size() > OPEN) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return Optional.of(
        sessions.computeIfAbsent(
            access.get(), it -> new Session(clients, roles, it, () -> true, Duration.ZERO, false)));
  }
}
