package io.trailbridge.testbed.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailbridge.testbed.aws.Policy.Decision;
import io.trailbridge.testbed.aws.Policy.Question;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
  private static final String ROLE = "arn:aws:iam::111111111111:role/path/worker";
  private static final Caller WORKER =
      new Caller(
          "111111111111",
          "arn:aws:sts::111111111111:assumed-role/worker/s1",
          Optional.of(ROLE),
          "AROA1:s1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "*"                                                                | ALLOWED
          {"AWS":"*"}                                                        | ALLOWED
          {"AWS":"111111111111"}                                             | ALLOWED
          {"AWS":"arn:aws:iam::111111111111:root"}                           | ALLOWED
          {"AWS":"arn:aws:iam::111111111111:role/path/worker"}               | ALLOWED
          {"AWS":"arn:aws:sts::111111111111:assumed-role/worker/s1"}         | ALLOWED
          {"AWS":["222222222222","111111111111"]}                            | ALLOWED
          {"AWS":"222222222222"}                                             | SILENT
          {"AWS":"arn:aws:iam::111111111111:role/worker"}                    | SILENT
          {"AWS":"arn:aws:iam::111111111111:role/path/*"}                    | SILENT
          {"AWS":"arn:aws:sts::111111111111:assumed-role/worker/s2"}         | SILENT
          {"Service":"ec2.amazonaws.com"}                                    | SILENT
          {"Federated":"*"}                                                  | SILENT
          """)
  void shouldKnowWhomATrustPolicyNames(String principal, Decision expected) {
    assertThat(trust(principal, "{}", Map.of())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"StringEquals":{"sts:ExternalId":"x+/="}}                         | x+/= | ALLOWED
          {"StringEquals":{"sts:externalid":"x+/="}}                         | x+/= | ALLOWED
          {"StringEquals":{"sts:ExternalId":["y","x+/="]}}                   | x+/= | ALLOWED
          {"StringEquals":{"sts:ExternalId":"x+/="}}                         | X+/= | SILENT
          {"StringEquals":{"sts:ExternalId":"x+/="}}                         | x    | SILENT
          {"StringEquals":{"sts:ExternalId":"x+/="}}                         |      | SILENT
          {"StringLike":{"sts:ExternalId":"x*"}}                             | xyz  | ALLOWED
          {"StringLike":{"sts:ExternalId":"x?"}}                             | xyz  | SILENT
          {"StringNotEquals":{"sts:ExternalId":"x"}}                         |      | ALLOWED
          {"StringEqualsIfExists":{"sts:ExternalId":"x"}}                    |      | ALLOWED
          {"Null":{"sts:ExternalId":"true"}}                                 |      | ALLOWED
          {"Null":{"sts:ExternalId":"true"}}                                 | x    | SILENT
          {"StringEquals":{"sts:ExternalId":"x"},"Bool":{"aws:Via":"true"}}  | x    | SILENT
          {"NumericLessThan":{"sts:ExternalId":"5"}}                         | 1    | SILENT
          {"ForAnyValue:StringEquals":{"sts:ExternalId":"x"}}                | x    | SILENT
          """)
  void shouldAskForTheExternalId(String condition, String externalId, Decision expected) {
    Map<String, String> context =
        externalId == null ? Map.of() : Map.of("sts:ExternalId", externalId);
    assertThat(trust("\"*\"", condition, context)).isEqualTo(expected);
  }

  @Test
  void shouldDenyWhateverElseAllows() {
    // Given
    Policy policy =
        Policy.parse(
            """
            {"Statement":[
             {"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"},
             {"Effect":"Deny","Principal":"*","Action":"s3:Put*","Resource":"arn:aws:s3:::b/secret/*"}]}""");

    // When
    Decision secret =
        policy.decide(new Question(WORKER, "s3:PutObject", "arn:aws:s3:::b/secret/x", Map.of()));
    Decision other =
        policy.decide(new Question(WORKER, "s3:PutObject", "arn:aws:s3:::b/x", Map.of()));

    // Then
    assertThat(secret).isEqualTo(Decision.DENIED);
    assertThat(other).isEqualTo(Decision.ALLOWED);
  }

  @Test
  void shouldRefuseRatherThanGuessWhatItDoesNotKnow() {
    // Given
    Policy allows =
        Policy.parse(
            "{\"Statement\":{\"Effect\":\"Allow\",\"NotPrincipal\":{\"AWS\":\"1\"},\"Action\":\"*\"}}");
    Policy denies =
        Policy.parse(
            """
            {"Statement":[{"Effect":"Allow","Principal":"*","Action":"*"},
             {"Effect":"Deny","Principal":"*","Action":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}""");

    // When
    Question question = new Question(WORKER, "sts:AssumeRole", ROLE, Map.of());

    // Then
    assertThat(allows.decide(question)).isEqualTo(Decision.SILENT);
    assertThat(denies.decide(question)).isEqualTo(Decision.DENIED);
  }

  @Test
  void shouldLetAServiceInForItsOwnSourceOnly() {
    // Given
    Policy policy =
        Policy.parse(
            """
            {"Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject",
             "Resource":"arn:aws:s3:::b/AWSLogs/222222222222/*",
             "Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:eu-central-1:222222222222:trail/t"}}}]}""");
    Caller service = Caller.service("cloudtrail.amazonaws.com", "222222222222");
    String key = "arn:aws:s3:::b/AWSLogs/222222222222/CloudTrail/x";

    // When
    boolean own =
        policy.allows(
            new Question(
                service,
                "s3:PutObject",
                key,
                Map.of("aws:SourceArn", "arn:aws:cloudtrail:eu-central-1:222222222222:trail/t")));
    boolean other =
        policy.allows(
            new Question(
                service,
                "s3:PutObject",
                key,
                Map.of("aws:SourceArn", "arn:aws:cloudtrail:eu-central-1:333333333333:trail/t")));

    // Then
    assertThat(own).isTrue();
    assertThat(other).isFalse();
  }

  @Test
  void shouldFillInTheVariablesOfAnIdentitysPolicy() {
    // Given
    Policy policy =
        Policy.ofIdentity(
            """
            {"Statement":{"Effect":"Allow","Action":"s3:GetBucketNotification","Resource":"arn:aws:s3:::*",
             "Condition":{"StringEquals":{"s3:ResourceAccount":"${aws:PrincipalAccount}"}}}}""");

    // When
    Decision own = policy.decide(bucketOf("111111111111"));
    Decision other = policy.decide(bucketOf("222222222222"));

    // Then
    assertThat(own).isEqualTo(Decision.ALLOWED);
    assertThat(other).isEqualTo(Decision.SILENT);
  }

  private static Question bucketOf(String account) {
    return new Question(
        WORKER,
        "s3:GetBucketNotification",
        "arn:aws:s3:::b",
        Map.of("aws:PrincipalAccount", "111111111111", "s3:ResourceAccount", account));
  }

  @Test
  void shouldRefuseATextThatIsNoPolicy() {
    assertThatThrownBy(() -> Policy.parse("{")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Policy.parse("{}")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Decision trust(String principal, String condition, Map<String, String> context) {
    String document =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":%s,\"Condition\":%s}]}"
            .formatted(principal, condition);
    return Policy.parse(document)
        .decide(
            new Question(WORKER, "sts:AssumeRole", "arn:aws:iam::222222222222:role/x", context));
  }
}
