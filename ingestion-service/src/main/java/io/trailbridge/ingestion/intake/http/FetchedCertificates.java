package io.trailbridge.ingestion.intake.http;

import io.trailbridge.ingestion.intake.SigningCertificates;
import io.trailbridge.ingestion.intake.SnsConfig;
import io.trailbridge.ingestion.intake.domain.SigningCertificateAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * Fetches signing certificates over HTTPS and keeps each for a day; redirects are not followed.
 * Strangers choose the names: only a few are fetched at once, and what failed is not asked for
 * again for a while.
 */
@ApplicationScoped
class FetchedCertificates implements SigningCertificates {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int MOST_KEPT = 100;
  private static final Duration FAILED_KEPT = Duration.ofSeconds(30);
  private static final int MOST_FAILED_KEPT = 1000;
  private static final int MOST_AT_ONCE = 8;
  private static final Duration TURN_WITHIN = Duration.ofSeconds(1);
  private static final int LARGEST = 16 * 1024;

  /** Whom the certificate is of: in most regions plain sns.amazonaws.com. */
  private static final Pattern SNS =
      Pattern.compile("sns(-[a-z0-9-]+)?([.][a-z0-9-]+)?[.]amazonaws[.]com([.]cn)?");

  private static final int DNS_NAME = 2;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(3))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Map<SigningCertificateAddress, Kept> cache = new ConcurrentHashMap<>();
  private final Map<SigningCertificateAddress, Failed> failures = new ConcurrentHashMap<>();
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE);
  private final Optional<URI> baseUrl;
  private final Optional<X509Certificate> anchor;
  private final Clock clock;

  private record Kept(X509Certificate certificate, Instant until) {}

  private record Failed(boolean untrusted, Instant until) {}

  FetchedCertificates(SnsConfig config, Clock clock) {
    this.baseUrl = config.certificateBaseUrl();
    this.anchor = config.extraTrustAnchor().map(FetchedCertificates::read);
    this.clock = clock;
  }

  @Override
  public PublicKey at(SigningCertificateAddress address) throws IOException, UntrustedCertificate {
    Instant now = clock.instant();
    Optional<X509Certificate> known = known(address, now);
    X509Certificate certificate = known.isPresent() ? known.get() : inTurn(address, now);
    return trusted(certificate, now).getPublicKey();
  }

  private Optional<X509Certificate> known(SigningCertificateAddress address, Instant now)
      throws IOException, UntrustedCertificate {
    Kept kept = cache.get(address);
    if (kept != null && !now.isAfter(kept.until())) {
      return Optional.of(kept.certificate());
    }
    Failed failed = failures.get(address);
    if (failed != null && !now.isAfter(failed.until())) {
      if (failed.untrusted()) {
        throw new UntrustedCertificate("no certificate", new CertificateException("as before"));
      }
      throw new IOException("could not be fetched a moment ago");
    }
    return Optional.empty();
  }

  /** Who waited for his turn may find that it was fetched in the meantime. */
  private X509Certificate inTurn(SigningCertificateAddress address, Instant now)
      throws IOException, UntrustedCertificate {
    try {
      if (!turns.tryAcquire(TURN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("too many certificates are fetched");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    try {
      Optional<X509Certificate> known = known(address, now);
      return known.isPresent() ? known.get() : fetchAndKeep(address, now);
    } finally {
      turns.release();
    }
  }

  private X509Certificate fetchAndKeep(SigningCertificateAddress address, Instant now)
      throws IOException, UntrustedCertificate {
    try {
      X509Certificate certificate = fetch(address);
      keep(cache, MOST_KEPT, address, new Kept(certificate, now.plus(KEPT)));
      return certificate;
    } catch (IOException | UntrustedCertificate e) {
      boolean untrusted = e instanceof UntrustedCertificate;
      keep(failures, MOST_FAILED_KEPT, address, new Failed(untrusted, now.plus(FAILED_KEPT)));
      throw e;
    }
  }

  private static <V> void keep(
      Map<SigningCertificateAddress, V> kept, int most, SigningCertificateAddress address, V one) {
    if (kept.size() >= most) {
      kept.clear();
    }
    kept.put(address, one);
  }

  private X509Certificate fetch(SigningCertificateAddress address)
      throws IOException, UntrustedCertificate {
    URI from = baseUrl.map(base -> base.resolve(address.path())).orElse(address.url());
    HttpRequest request = HttpRequest.newBuilder(from).timeout(Duration.ofSeconds(5)).build();
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() >= 500) {
          throw new IOException("answered " + response.statusCode());
        }
        byte[] pem = body.readNBytes(LARGEST + 1);
        if (response.statusCode() != 200 || pem.length > LARGEST) {
          throw new CertificateException("answered " + response.statusCode());
        }
        return parse(new ByteArrayInputStream(pem));
      }
    } catch (CertificateException e) {
      throw new UntrustedCertificate("no certificate", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private X509Certificate trusted(X509Certificate certificate, Instant now)
      throws UntrustedCertificate {
    try {
      certificate.checkValidity(Date.from(now));
      if (names(certificate).noneMatch(name -> SNS.matcher(name).matches())) {
        throw new CertificateException("not a certificate of SNS");
      }
      if (anchor.isPresent()) {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor.get(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        CertPathValidator.getInstance("PKIX")
            .validate(
                CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
                parameters);
      }
      return certificate;
    } catch (GeneralSecurityException e) {
      throw new UntrustedCertificate("not trusted", e);
    }
  }

  /** The common name, and the host names beside it. */
  private static Stream<String> names(X509Certificate certificate) throws CertificateException {
    try {
      Stream<String> common =
          new LdapName(certificate.getSubjectX500Principal().getName())
              .getRdns().stream()
                  .filter(it -> it.getType().equalsIgnoreCase("CN"))
                  .map(it -> it.getValue().toString());
      Collection<List<?>> others = certificate.getSubjectAlternativeNames();
      Stream<String> hosts =
          (others == null ? List.<List<?>>of() : others)
              .stream()
                  .filter(it -> it.getFirst().equals(DNS_NAME))
                  .map(it -> it.getLast().toString());
      return Stream.concat(common, hosts);
    } catch (InvalidNameException e) {
      throw new CertificateException(e);
    }
  }

  private static X509Certificate read(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      return parse(in);
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException(
          "trailbridge.sns.extra-trust-anchor must be a PEM certificate: " + pem, e);
    }
  }

  private static X509Certificate parse(InputStream pem) throws CertificateException {
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
  }
}
