package io.trailbridge.ingestion.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.Arn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningCertificateAddressTest {
  private static final String FILE =
      "/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem";
  private static final Arn TOPIC = new Arn("arn:aws:sns:us-east-1:222222222222:topic");

  @ParameterizedTest
  @CsvSource({
    "arn:aws:sns:us-east-1:222222222222:t, sns.us-east-1.amazonaws.com",
    "arn:aws:sns:eu-central-1:222222222222:t, sns.eu-central-1.amazonaws.com",
    "arn:aws-cn:sns:cn-north-1:222222222222:t, sns.cn-north-1.amazonaws.com.cn",
    "arn:aws-us-gov:sns:us-gov-west-1:222222222222:t, sns.us-gov-west-1.amazonaws.com",
    "arn:aws-eusc:sns:eusc-de-east-1:222222222222:t, sns.eusc-de-east-1.amazonaws.eu"
  })
  void shouldTakeTheSnsHostOfTheTopicsRegion(String topic, String host) {
    assertThat(SigningCertificateAddress.of("https://" + host + FILE, new Arn(topic)))
        .hasValueSatisfying(
            address -> assertThat(address.url()).hasToString("https://" + host + FILE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sns.us-east-1.amazonaws.com" + FILE,
        "https://sns.eu-west-1.amazonaws.com" + FILE,
        "https://sns.evil.com" + FILE,
        "https://sns.us-east-1.amazonaws.com.evil.com" + FILE,
        "https://sns.us-east-1.amazonaws.com@evil.com" + FILE,
        "https://evil@sns.us-east-1.amazonaws.com" + FILE,
        "https://sns.us-east-1.amazonaws.com:8443" + FILE,
        "https://sns.us-east-1.amazonaws.com:443" + FILE,
        "https://127.0.0.1" + FILE,
        "https://[::1]" + FILE,
        "https://169.254.169.254" + FILE,
        "https://bucket.s3.amazonaws.com" + FILE,
        "https://sns.us-east-1.amazonaws.com/other.pem",
        "https://sns.us-east-1.amazonaws.com/x/.." + FILE,
        "https://sns.us-east-1.amazonaws.com" + FILE + "?x=1",
        "https://sns.us-east-1.amazonaws.com" + FILE + "#x",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-%2e%2e.pem",
        "https:/sns.us-east-1.amazonaws.com",
        "file:///etc/passwd",
        "not a url",
        ""
      })
  void shouldRefuseEveryOtherAddress(String url) {
    assertThat(SigningCertificateAddress.of(url, TOPIC)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:s3:us-east-1:222222222222:t",
        "arn:aws:sns::222222222222:t",
        "arn:moon:sns:us-east-1:222222222222:t",
        "arn:aws:sns:us-east-1.evil.com/:222222222222:t"
      })
  void shouldRefuseTopicsThatAreNone(String topic) {
    assertThat(
            SigningCertificateAddress.of(
                "https://sns.us-east-1.amazonaws.com" + FILE, new Arn(topic)))
        .isEmpty();
  }
}
