package io.trailbridge.provisioning.connection.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.provisioning.Fixture;
import io.trailbridge.provisioning.connection.AwsConfig;
import io.trailbridge.provisioning.connection.domain.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles that are not what a customer said they were, with an STS that the emulated AWS is not. */
class RoleProofIT {
  private static final String OURS = "111111111111";
  private static final String CLAIMED = "222222222222";

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private String sessionOf;
  private String admits;
  private String refusal;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest(name = "role of {1}, session of {2}, lets in {3}: {5}")
  @CsvSource({
    // account, the role's, the session's, who is let in, how others are refused, what came of it
    "222222222222, 222222222222, 222222222222, ours, AccessDenied, in",
    "222222222222, 222222222222, 333333333333, ours, AccessDenied, ACCOUNT_MISMATCH",
    "222222222222, 222222222222, 111111111111, ours, AccessDenied, ACCOUNT_MISMATCH",
    "222222222222, 333333333333, 333333333333, ours, AccessDenied, ACCOUNT_MISMATCH unasked",
    "222222222222, 111111111111, 111111111111, ours, AccessDenied, ACCOUNT_MISMATCH unasked",
    "111111111111, 111111111111, 111111111111, ours, AccessDenied, OWN_ACCOUNT unasked",
    "111111111111, 222222222222, 222222222222, ours, AccessDenied, OWN_ACCOUNT unasked",
    "222222222222, 222222222222, 222222222222, nobody, AccessDenied, ROLE_NOT_ASSUMABLE",
    "222222222222, 222222222222, 222222222222, everybody, AccessDenied, CONFUSED_DEPUTY",
    "222222222222, 222222222222, 222222222222, any id, AccessDenied, CONFUSED_DEPUTY",
    "222222222222, 222222222222, 222222222222, no id, AccessDenied, CONFUSED_DEPUTY",
    "222222222222, 222222222222, 222222222222, ours, ValidationError, UNEXPECTED_ANSWER",
    "222222222222, 222222222222, 222222222222, ours, RegionDisabledException, REGION_NOT_ENABLED"
  })
  void shouldLetTheWorkerInOnlyWhereTheRoleIsTheCustomersAndRefusesStrangers(
      String account, String role, String session, String lets, String refuses, String wanted) {
    // Given
    Fixture connection =
        Fixture.in(account, false)
            .by(new Arn("arn:aws:iam::%s:role/trailbridge-access".formatted(role)));
    sessionOf = session;
    admits = lets.equals("ours") ? connection.externalId() : lets;
    refusal = refuses;

    // When
    String came = enter(connection);

    // Then
    assertThat(came + (asked.isEmpty() ? " unasked" : "")).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({CLAIMED + ", 1", "333333333333, 2"})
  void shouldKeepNoSessionOfAnotherAccount(String session, int times) {
    // Given
    Fixture connection = Fixture.in(CLAIMED, false);
    sessionOf = session;
    admits = connection.externalId();
    refusal = "AccessDenied";
    AwsConfig config = config();
    AwsClients clients = clients(config);
    Roles roles = new Roles(clients, config, Clock.systemUTC());
    RoleProof proof = new RoleProof(roles, config);

    // When
    String first = enter(connection, clients, roles, proof);
    String second = enter(connection, clients, roles, proof);

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(asked.stream().filter(connection.externalId()::equals)).hasSize(times);
  }

  private String enter(Fixture connection) {
    AwsConfig config = config();
    AwsClients clients = clients(config);
    Roles roles = new Roles(clients, config, Clock.systemUTC());
    return enter(connection, clients, roles, new RoleProof(roles, config));
  }

  /** As a provisioning does it. */
  private static String enter(
      Fixture connection, AwsClients clients, Roles roles, RoleProof proof) {
    RoleAccess access = RoleAccess.of(connection.id(), connection.spec(Forwarding.ON));
    try (Session session = new Session(clients, roles, access, () -> true, Duration.ZERO, false)) {
      proof.enter(session);
      proof.refusesStrangers(session);
      return "in";
    } catch (Refusal refused) {
      return switch (refused.verdict()) {
        case Verdict.GiveUp give -> give.finding().code();
        case Verdict.TryLater later -> later.cause().name();
        case Verdict.Done _ -> "done";
      };
    }
  }

  private AwsConfig config() {
    return AwsAt.endpoint(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Map.of());
  }

  private static AwsClients clients(AwsConfig config) {
    return new AwsClients(config, new Pace(config), new SimpleMeterRegistry());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String externalId = parameter(body, "ExternalId");
    boolean letIn = true;
    if (body.contains("Action=AssumeRole")) {
      asked.add(externalId);
      letIn =
          switch (admits) {
            case "nobody" -> false;
            case "everybody" -> true;
            case "any id" -> !externalId.isEmpty();
            // Ours too, or the customer's connection would not work.
            case "no id" -> externalId.isEmpty() || externalId.startsWith("external-");
            default -> externalId.equals(admits);
          };
    }
    byte[] bytes = (letIn ? success(body) : refused()).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml");
    exchange.sendResponseHeaders(letIn ? 200 : 403, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String success(String body) {
    return body.contains("Action=AssumeRole")
        ? """
          <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>a</AccessKeyId>
          <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
          <Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>
          <AssumedRoleUser><Arn>arn:aws:sts::%s:assumed-role/trailbridge-access/w</Arn>
          </AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>
          """
            .formatted(sessionOf)
        : """
          <GetCallerIdentityResponse><GetCallerIdentityResult>
          <Arn>arn:aws:sts::%1$s:assumed-role/trailbridge-worker/w</Arn><Account>%1$s</Account>
          </GetCallerIdentityResult></GetCallerIdentityResponse>
          """
            .formatted(OURS);
  }

  private String refused() {
    return "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>No.</Message></Error></ErrorResponse>"
        .formatted(refusal);
  }

  private static String parameter(String form, String name) {
    for (String pair : form.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
      }
    }
    return "";
  }
}
