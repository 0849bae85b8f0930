package io.trailbridge.provisioning;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailbridge.contracts.connection.Delivery;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.Partition;
import io.trailbridge.testbed.aws.SandboxAws;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The customer's administrator, with credentials of its own. */
@ApplicationScoped
public class Customer {
  static final String ACCOUNT = SandboxAws.CUSTOMER_ACCOUNT;
  static final String MEMBER = SandboxAws.MEMBER_ACCOUNTS.getFirst();

  private final Map<String, SandboxAws.Credentials> administrators = new ConcurrentHashMap<>();
  private final URI endpoint;
  private final SandboxAws sandbox;

  Customer(@ConfigProperty(name = "trailbridge.aws.endpoint") URI endpoint) {
    this.endpoint = endpoint;
    this.sandbox = new SandboxAws(endpoint);
  }

  SandboxAws sandbox() {
    return sandbox;
  }

  /** A connection of an account of its own: AWS allows five trails in each. */
  Fixture connect() {
    Fixture connection = Fixture.anywhere();
    createRole(connection, connection.externalId());
    return connection;
  }

  /** A connection whose access role is as the integration script makes it. */
  Fixture connect(String account, boolean organization) {
    Fixture connection = Fixture.in(account, organization);
    createRole(connection, connection.externalId());
    return connection;
  }

  /** A connection in another partition, with both roles where it needs them. */
  Fixture connect(Partition partition, String region, Delivery delivery) {
    Fixture pull = Fixture.anywhere(partition, region);
    createRole(pull, pull.externalId());
    return switch (delivery) {
      case PULL -> pull;
      case PUSH -> {
        Fixture pushing = pull.pushing();
        createForwarderRole(pushing);
        yield pushing;
      }
    };
  }

  /** A connection whose files a forwarder posts, with both roles. */
  Fixture connectPushing() {
    Fixture connection = Fixture.anywhere().pushing();
    createRole(connection, connection.externalId());
    createForwarderRole(connection);
    return connection;
  }

  /** As the script makes it where there is none yet, with its published policy. */
  void createForwarderRole(Fixture connection) {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
         "Principal":{"Service":"lambda.amazonaws.com"}}]}
        """;
    onForwarderRole(
        connection,
        (iam, name) -> {
          if (iam.listRoles().roles().stream().noneMatch(it -> it.roleName().equals(name))) {
            iam.createRole(it -> it.roleName(name).assumeRolePolicyDocument(trust));
          }
        });
    PublishedPolicy published = PublishedPolicy.ofForwarder(connection);
    setForwarderPolicy(
        connection,
        switch (connection.resources()) {
          case Resources.New ours when ours.kmsKeyArn() != null ->
              published.with(PublishedPolicy.keyOf(connection), ours.kmsKeyArn().value());
          case Resources.New _ -> published;
          case Resources.Existing _ -> published.with(connection.bucket() + "/", "*/");
        });
  }

  /** The one policy of the forwarder's role. */
  void setForwarderPolicy(Fixture connection, PublishedPolicy policy) {
    onForwarderRole(
        connection,
        (iam, name) ->
            iam.putRolePolicy(
                it ->
                    it.roleName(name)
                        .policyName("trailbridge")
                        .policyDocument(policy.document().toString())));
  }

  /** Does something to the forwarder's role. */
  void onForwarderRole(Fixture connection, BiConsumer<IamClient, String> act) {
    try (IamClient iam = iam(connection)) {
      act.accept(iam, connection.names().name() + "-forwarder");
    }
  }

  /** A connection of an organization of its own, which trusts CloudTrail. */
  Fixture connectOrganization() {
    Fixture connection = Fixture.anywhere(true);
    String account = connection.account().value();
    sandbox.organization(account, List.of());
    trustCloudTrail(account);
    createRole(connection, connection.externalId());
    return connection;
  }

  /**
   * A connection of a member that may act in CloudTrail for the organization of another account.
   */
  Fixture connectDelegate(Fixture management) {
    Fixture connection = Fixture.anywhere(true);
    String member = connection.account().value();
    sandbox.organization(management.account().value(), List.of(member));
    trustCloudTrail(management.account().value());
    try (CloudTrailClient cloudTrail = cloudTrail(management)) {
      cloudTrail.registerOrganizationDelegatedAdmin(it -> it.memberAccountId(member));
    }
    createRole(connection, connection.externalId());
    return connection;
  }

  /** An access role that asks for this external id, or for none. */
  void createRole(Fixture connection, @Nullable String externalId) {
    String condition =
        externalId == null
            ? ""
            : ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"%s\"}}".formatted(externalId);
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
         "Principal":{"AWS":"%s"}%s}]}
        """
            .formatted(SandboxAws.WORKER_ROLE_ARN, condition);
    String name = connection.role().resource().substring("role/".length());
    try (IamClient iam = iam(connection)) {
      iam.createRole(it -> it.roleName(name).assumeRolePolicyDocument(trust));
    }
  }

  /** A key of the account; by hand, since nothing else here needs KMS's client. */
  Arn createKey(Fixture connection) {
    String scope = "/20260101/" + connection.region() + "/kms/aws4_request";
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("X-Amz-Target", "TrentService.CreateKey")
            .header("Content-Type", "application/x-amz-json-1.1")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIA"
                    + connection.account()
                    + "ROOT"
                    + scope
                    + ", SignedHeaders=host, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return new Arn(new ObjectMapper().readTree(answer).at("/KeyMetadata/Arn").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The one policy of the access role. */
  void setPolicy(Fixture connection, PublishedPolicy policy) {
    String name = connection.role().resource().substring("role/".length());
    try (IamClient iam = iam(connection)) {
      iam.putRolePolicy(
          it ->
              it.roleName(name).policyName("access").policyDocument(policy.document().toString()));
    }
  }

  void deleteRole(Fixture connection) {
    String name = connection.role().resource().substring("role/".length());
    try (IamClient iam = iam(connection)) {
      iam.deleteRole(it -> it.roleName(name));
    }
  }

  /** What the script does once in an organization. */
  void trustCloudTrail() {
    trustCloudTrail(ACCOUNT);
  }

  private void trustCloudTrail(String account) {
    try (OrganizationsClient organizations =
        client(OrganizationsClient.builder(), account, "us-east-1")) {
      organizations.enableAWSServiceAccess(it -> it.servicePrincipal("cloudtrail.amazonaws.com"));
    }
  }

  private IamClient iam(Fixture connection) {
    boolean main = connection.partition() == Partition.AWS;
    return client(
        IamClient.builder(),
        connection.account().value(),
        main ? "us-east-1" : connection.region().value());
  }

  S3Client s3(Fixture connection) {
    return client(
        S3Client.builder().forcePathStyle(true),
        connection.account().value(),
        connection.region().value());
  }

  SqsClient sqs(Fixture connection) {
    return client(SqsClient.builder(), connection.account().value(), connection.region().value());
  }

  LambdaClient lambda(Fixture connection) {
    return client(
        LambdaClient.builder(), connection.account().value(), connection.region().value());
  }

  CloudWatchLogsClient logs(Fixture connection) {
    return client(
        CloudWatchLogsClient.builder(), connection.account().value(), connection.region().value());
  }

  SnsClient sns(Fixture connection) {
    return client(SnsClient.builder(), connection.account().value(), connection.region().value());
  }

  CloudTrailClient cloudTrail(Fixture connection) {
    return client(
        CloudTrailClient.builder(), connection.account().value(), connection.region().value());
  }

  CloudTrailClient cloudTrail(Fixture connection, String region) {
    return client(CloudTrailClient.builder(), connection.account().value(), region);
  }

  /** The subscriptions of the connection's topic. */
  List<Subscription> subscriptions(Fixture connection) {
    try (SnsClient sns = sns(connection)) {
      String topic = connection.names().topicArn().value();
      return sns.listSubscriptionsByTopic(it -> it.topicArn(topic)).subscriptions();
    }
  }

  /** Everything of the account that bears the connection's name, but for its roles. */
  List<String> namesOf(Fixture connection) {
    String name = connection.names().name();
    try (S3Client s3 = s3(connection);
        SnsClient sns = sns(connection);
        CloudTrailClient cloudTrail = cloudTrail(connection);
        SqsClient sqs = sqs(connection);
        LambdaClient lambda = lambda(connection);
        CloudWatchLogsClient logs = logs(connection)) {
      List<String> found = new ArrayList<>();
      s3.listBuckets().buckets().forEach(it -> found.add(it.name()));
      sns.listTopicsPaginator().topics().forEach(it -> found.add(it.topicArn()));
      cloudTrail.listTrails(it -> {}).trails().forEach(it -> found.add(it.trailARN()));
      found.addAll(sqs.listQueues(it -> it.queueNamePrefix(name)).queueUrls());
      lambda.listFunctions().functions().forEach(it -> found.add(it.functionArn()));
      lambda
          .listEventSourceMappings(it -> {})
          .eventSourceMappings()
          .forEach(it -> found.add(it.functionArn()));
      logs.describeLogGroups(it -> {}).logGroups().forEach(it -> found.add(it.logGroupName()));
      return found.stream().filter(it -> it.endsWith(name)).toList();
    }
  }

  /** Puts a log file into the connection's bucket, as CloudTrail would. */
  String putLogFile(Fixture connection, String path, byte[] content) {
    String key =
        "AWSLogs/%s/CloudTrail/%s/%s.json.gz"
            .formatted(connection.account(), connection.region(), path);
    try (S3Client s3 = s3(connection)) {
      s3.putObject(it -> it.bucket(connection.bucket()).key(key), RequestBody.fromBytes(content));
    }
    return key;
  }

  /** Calls that changed something in any customer's account since the record was forgotten. */
  List<SandboxAws.Call> writes() {
    return sandbox.calls().stream()
        .filter(it -> !it.account().equals(SandboxAws.VENDOR_ACCOUNT))
        .filter(
            it ->
                it.action()
                    .matches(
                        "(Put|Post|Create|Delete|Set|Update|Start|Stop|Tag|Add|Remove|Subscribe|Unsubscribe|Confirm).*"))
        .toList();
  }

  /** What the worker asked of this account since the record was forgotten, as AWS saw it. */
  List<String> asked(Fixture connection) {
    return sandbox.calls().stream()
        .filter(
            it ->
                it.caller().contains(connection.id().hex())
                    || (it.action().equals("AssumeRole")
                        && it.account().equals(SandboxAws.VENDOR_ACCOUNT)))
        .map(it -> it.service() + ":" + it.action())
        .toList();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String account, String region) {
    SandboxAws.Credentials administrator =
        administrators.computeIfAbsent(account, sandbox::administrator);
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .httpClient(UrlConnectionHttpClient.create())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    administrator.accessKeyId(),
                    administrator.secretAccessKey(),
                    administrator.sessionToken())))
        .build();
  }
}
