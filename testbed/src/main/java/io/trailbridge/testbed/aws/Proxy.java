package io.trailbridge.testbed.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every HTTP request: finds out who calls what, has it answered, and writes it down. */
final class Proxy implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);

  private final Moto moto;
  private final Sessions sessions;
  private final Map<String, Service> services;
  private final Sns sns;
  private final SigningIdentity identity;
  private final SandboxApi sandbox;
  private final CallLog calls;
  private final Faults faults;
  private final IdentityPolicies policies;
  private final Clock clock;
  private final String sinkPath;

  Proxy(
      Moto moto,
      Sessions sessions,
      Map<String, Service> services,
      Sns sns,
      SigningIdentity identity,
      SandboxApi sandbox,
      CallLog calls,
      Faults faults,
      IdentityPolicies policies,
      Clock clock,
      String sinkPath) {
    this.moto = moto;
    this.sessions = sessions;
    this.services = Map.copyOf(services);
    this.sns = sns;
    this.identity = identity;
    this.sandbox = sandbox;
    this.calls = calls;
    this.faults = faults;
    this.policies = policies;
    this.clock = clock;
    this.sinkPath = sinkPath;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Reply> reply = answer(exchange);
      if (reply.isPresent()) {
        send(exchange, reply.get());
      }
    } catch (RuntimeException e) {
      LOG.error("a call failed inside the emulator: uri={}", exchange.getRequestURI(), e);
      throw e;
    }
  }

  private Optional<Reply> answer(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String path = Optional.ofNullable(uri.getRawPath()).orElse("/");
    ApiRequest request =
        new ApiRequest(
            exchange.getRequestMethod(),
            path,
            Optional.ofNullable(uri.getRawQuery()).orElse(""),
            exchange.getRequestHeaders(),
            exchange.getRequestBody().readAllBytes());
    if (path.equals(sinkPath)) {
      sns.publishedInMoto(Json.read(request.body));
      return Optional.of(Reply.of(200, "text/plain", ""));
    }
    if (path.startsWith("/_sandbox/")) {
      return Optional.of(sandbox.answer(request));
    }
    if (path.equals(identity.certificatePath())) {
      return Optional.of(Reply.of(200, "application/x-pem-file", identity.certificatePem()));
    }
    if (path.startsWith("/moto-api")) {
      return Optional.of(Reply.of(404, "text/plain", ""));
    }
    return answerApi(request);
  }

  private Optional<Reply> answerApi(ApiRequest request) {
    Caller caller = new Caller("", "anonymous", Optional.empty(), "");
    Reply reply;
    Optional<Faults.Fault> fault = Optional.empty();
    try {
      if (request.accessKey.isEmpty()) {
        reply = sns.answerUnsigned(request);
      } else {
        caller = sessions.callerOf(request, Instant.now(clock));
        fault = faults.next(caller, request);
        if (fault.isPresent() && !fault.get().kind().isDone()) {
          strike(fault.get(), request);
        }
        policies.check(request, caller);
        Service service = services.get(request.service);
        reply =
            service == null
                ? moto.forward(request, caller.account())
                : service.answer(request, caller);
        policies.checkAbsence(request, caller, reply);
      }
    } catch (AwsError e) {
      reply = e.reply(request);
    } catch (UncheckedIOException e) {
      LOG.error(
          "a call could not be answered: service={} action={}", request.service, request.action, e);
      reply =
          new AwsError(500, "InternalFailure", "The emulator failed: " + e.getMessage())
              .reply(request);
    }
    calls.add(caller.account(), request.service, request.action, caller.arn(), reply.status);
    return fault.isPresent() ? answered(fault.get(), reply) : Optional.of(reply);
  }

  /** What becomes of the call instead of being done. */
  private void strike(Faults.Fault fault, ApiRequest request) {
    switch (fault.kind()) {
      case EXPIRE -> sessions.end(request.accessKey.orElseThrow(), Instant.now(clock));
      case KILL_BEFORE -> kill(fault.pid());
      case HANG -> faults.hang();
      case THROTTLE, ERROR, DENY, UNKNOWN, DROP_REPLY, GARBAGE, KILL_AFTER -> {}
    }
    throw Faults.error(fault.kind(), request);
  }

  /** What the caller gets of what was done. */
  private static Optional<Reply> answered(Faults.Fault fault, Reply reply) {
    return switch (fault.kind()) {
      case GARBAGE -> Optional.of(Reply.of(200, "text/html", "<html>Bad gateway"));
      case KILL_AFTER -> {
        kill(fault.pid());
        yield Optional.empty();
      }
      case DROP_REPLY, KILL_BEFORE -> Optional.empty();
      case THROTTLE, ERROR, DENY, UNKNOWN, HANG, EXPIRE -> Optional.of(reply);
    };
  }

  /** As {@code kill -9} does, and waits until the process is gone. */
  private static void kill(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean empty = exchange.getRequestMethod().equals("HEAD") || reply.body.length == 0;
    if (empty && !exchange.getRequestMethod().equals("HEAD") && reply.status != 204) {
      exchange.getResponseHeaders().set("Content-Length", "0");
    }
    exchange.sendResponseHeaders(reply.status, empty ? -1 : reply.body.length);
    if (!empty) {
      exchange.getResponseBody().write(reply.body);
    }
  }
}
