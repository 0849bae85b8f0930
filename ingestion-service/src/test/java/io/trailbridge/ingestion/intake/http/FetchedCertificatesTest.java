package io.trailbridge.ingestion.intake.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import io.trailbridge.ingestion.intake.SigningCertificates.UntrustedCertificate;
import io.trailbridge.ingestion.intake.SnsConfig;
import io.trailbridge.ingestion.intake.domain.SigningCertificateAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is behind an address that is right: certificates as keytool makes them, and worse. */
class FetchedCertificatesTest {
  private static final String PASSWORD = "changeit";
  private static final String PATH = "/SimpleNotificationService-0001.pem";

  @TempDir Path folder;
  private HttpServer server;
  private boolean served;
  private Instant now = Instant.now();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger elsewhere = new AtomicInteger();

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/elsewhere",
        exchange -> {
          elsewhere.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=sns.amazonaws.com",
        "CN=sns-signing.af-south-1.amazonaws.com",
        "CN=sns-us-gov-west-1.amazonaws.com, O=Amazon",
        "CN=sns.cn-north-1.amazonaws.com.cn"
      })
  void shouldTakeOneOfSns(String subject) throws Exception {
    answer(200, certificate(subject, "-1d"));
    assertThat(certificates(null).at(address())).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=sqs.amazonaws.com",
        "CN=sns.amazonaws.com.evil.com",
        "CN=evil.com, OU=sns.amazonaws.com",
        "CN=xsns.amazonaws.com",
        "CN=sns.a.b.amazonaws.com",
        "O=sns.amazonaws.com"
      })
  void shouldRefuseOneOfOthers(String subject) throws Exception {
    answer(200, certificate(subject, "-1d"));
    refused(certificates(null));
  }

  @Test
  void shouldRefuseOneThatIsOverOrDoesNotLeadToTheAuthority() throws Exception {
    byte[] good = certificate("CN=sns.amazonaws.com", "-1d");
    answer(200, certificate("CN=sns.amazonaws.com", "-3y"));
    refused(certificates(null));
    answer(200, certificate("CN=sns.amazonaws.com", "+1d"));
    refused(certificates(null));
    Path authority = Files.write(folder.resolve("authority.pem"), good);
    answer(200, certificate("CN=sns.amazonaws.com", "-1d"));
    refused(certificates(authority));
  }

  @Test
  void shouldRefuseWhatIsNoCertificateAndFollowNobody() throws Exception {
    answer(200, new byte[0]);
    refused(certificates(null));
    answer(200, "x".repeat(10_000_000).getBytes(US_ASCII));
    refused(certificates(null));
    answer(404, new byte[0]);
    refused(certificates(null));
    answer(302, new byte[0]);
    refused(certificates(null));
    assertThat(elsewhere).hasValue(0);
    answer(503, new byte[0]);
    assertThatIOException().isThrownBy(() -> certificates(null).at(address()));
  }

  @Test
  void shouldNotAskAgainSoonForWhatItDidNotGet() throws Exception {
    for (int status : new int[] {404, 503}) {
      // Given
      now = Instant.now();
      asked.set(0);
      answer(status, new byte[0]);
      FetchedCertificates certificates = certificates(null);

      // When
      for (int i = 0; i < 3; i++) {
        fails(certificates, PATH);
      }

      // Then
      assertThat(asked).hasValue(1);

      // When
      now = now.plusSeconds(31);
      answer(200, certificate("CN=sns.amazonaws.com", "-1d"));

      // Then
      assertThat(certificates.at(address())).isNotNull();
    }
  }

  @Test
  void shouldFetchOnlyAFewAtOnce() throws Exception {
    // Given
    var arrived = new CountDownLatch(8);
    var hold = new CountDownLatch(1);
    server.createContext(
        "/",
        exchange -> {
          arrived.countDown();
          await(hold);
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    FetchedCertificates certificates = certificates(null);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String path = "/SimpleNotificationService-1" + i + ".pem";
      threads.add(Thread.startVirtualThread(() -> fails(certificates, path)));
    }
    await(arrived);

    // Then
    assertThatIOException()
        .isThrownBy(() -> certificates.at(address()))
        .withMessageContaining("too many");

    // When
    hold.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    answer(200, certificate("CN=sns.amazonaws.com", "-1d"));

    // Then
    assertThat(certificates.at(address())).isNotNull();
  }

  private static void fails(FetchedCertificates certificates, String path) {
    assertThatException()
        .isThrownBy(
            () ->
                certificates.at(
                    new SigningCertificateAddress("sns.eu-west-1.amazonaws.com", path)));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void refused(FetchedCertificates certificates) {
    assertThatExceptionOfType(UntrustedCertificate.class)
        .isThrownBy(() -> certificates.at(address()));
  }

  private void answer(int status, byte[] body) {
    if (served) {
      server.removeContext(PATH);
    }
    served = true;
    server.createContext(
        PATH,
        exchange -> {
          asked.incrementAndGet();
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          try (exchange) {
            if (body.length > 0) {
              exchange.getResponseBody().write(body);
            }
          }
        });
  }

  private FetchedCertificates certificates(@Nullable Path authority) {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new FetchedCertificates(
        new SnsConfig() {
          @Override
          public Duration oldest() {
            return Duration.ofHours(1);
          }

          @Override
          public Duration ahead() {
            return Duration.ofMinutes(5);
          }

          @Override
          public Optional<URI> certificateBaseUrl() {
            return Optional.of(base);
          }

          @Override
          public Optional<Path> extraTrustAnchor() {
            return Optional.ofNullable(authority);
          }
        },
        new SetClock());
  }

  private final class SetClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static SigningCertificateAddress address() {
    return new SigningCertificateAddress("sns.eu-west-1.amazonaws.com", PATH);
  }

  /** A certificate of 90 days that signs itself, as PEM. */
  private byte[] certificate(String subject, String from) throws Exception {
    Path store = Files.createTempFile(folder, "keys", ".p12");
    Files.delete(store);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-startdate",
                from,
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "one")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    return ("-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate("one").getEncoded())
            + "\n-----END CERTIFICATE-----\n")
        .getBytes(US_ASCII);
  }
}
