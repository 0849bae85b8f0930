package io.trailbridge.integration.app;

import static io.trailbridge.integration.app.HostileRow.MARK;
import static io.trailbridge.integration.app.HostileRow.utf8;

import io.trailbridge.integration.app.HostileRow.Rows;
import io.trailbridge.integration.app.RawHttp.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Hostile HTTP: methods, headers, lengths, lines, and too much of it. */
final class HostileWireRows {
  private static final String SCRIPT = "/api/v1/setup/script";

  private final HostileCaller me;
  private final HostileCaller other;
  private final Rows rows = new Rows();

  private HostileWireRows(HostileCaller me, HostileCaller other) {
    this.me = me;
    this.other = other;
  }

  static List<HostileRow> of(HostileCaller me, HostileCaller other) throws Exception {
    HostileWireRows it = new HostileWireRows(me, other);
    it.tokens();
    it.origins();
    it.framing();
    it.paths();
    it.headers();
    it.hosts();
    it.logs();
    return it.rows.all();
  }

  private void tokens() throws Exception {
    BadTokens.of(me.stage().tenant)
        .forEach(
            (what, headers) ->
                rows.answers("token: " + what, 401, "unauthenticated", () -> list(headers)));
    BadTokens.withoutTenant()
        .forEach(
            (what, headers) ->
                rows.answers("token: " + what, 403, "forbidden", () -> list(headers)));
    rows.answers(
        "a tenant in a header is nobody's",
        200,
        "",
        () ->
            me.ask(
                "GET",
                HostileCaller.PATH,
                "",
                "X-Tenant: " + other.stage().tenant,
                "X-Tenant-Id: " + MARK));
  }

  private void origins() {
    for (String origin : List.of("https://evil.example", "null", "http://localhost")) {
      rows.holds(
          "nothing is granted to the origin " + origin,
          () -> {
            for (String method : List.of("OPTIONS", "GET")) {
              Answer answer =
                  me.ask(
                      method,
                      HostileCaller.PATH,
                      "",
                      "Origin: " + origin,
                      "Access-Control-Request-Method: GET");
              if (answer
                  .head()
                  .toLowerCase(java.util.Locale.ROOT)
                  .contains("access-control-allow")) {
                return Optional.of(answer.head());
              }
            }
            return Optional.empty();
          });
    }
    rows.answers(
            "TRACE",
            405,
            "method-not-allowed",
            () -> me.ask("TRACE", HostileCaller.PATH, "", "X-Secret: " + MARK))
        .answers("TRACE of nothing", 405, "method-not-allowed", () -> me.ask("TRACE", "/", ""))
        .answers(
            "DELETE of the list",
            405,
            "method-not-allowed",
            () -> me.ask("DELETE", HostileCaller.PATH, ""))
        .answers(
            "a method of its own",
            405,
            "method-not-allowed",
            () -> me.ask("ZAP", HostileCaller.PATH, ""));
    for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
      rows.answers(
          header + " is ignored",
          422,
          "invalid",
          () ->
              me.ask(
                  "POST",
                  HostileCaller.PATH,
                  "{}",
                  header + ": DELETE",
                  "Content-Type: application/json"));
    }
  }

  private void framing() {
    String type = "Content-Type: application/json\r\n";
    closes(
        "Content-Length and Transfer-Encoding",
        "POST",
        type + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400);
    closes(
        "two lengths that differ",
        "POST",
        type + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
        400);
    closes("two lengths in one header", "POST", type + "Content-Length: 2, 3\r\n\r\n{}x", 400);
    closes("a length below zero", "POST", type + "Content-Length: -1\r\n\r\n", 400);
    closes("a length with a plus", "POST", type + "Content-Length: +2\r\n\r\n{}", 400);
    closes("a header with a blank before its colon", "GET", "X-A : b\r\n\r\n", 400);
    closes("a header without a name", "GET", ": b\r\n\r\n", 400);
    closes("an escape in a header", "GET", "X-A: \u001b[31m\r\n\r\n", 400);
    closes("64 KiB in one header", "GET", "X-A: " + "a".repeat(64 * 1024) + "\r\n\r\n", 431);
    rows.holds(
        "lines that end in LF alone",
        () ->
            closed(
                RawHttp.exchange(RawHttp.nextAddress(), utf8("GET / HTTP/1.1\nHost: a\n\n")), 400));
    rows.holds(
        "an address of 64 KiB",
        () ->
            closed(
                RawHttp.exchange(
                    RawHttp.nextAddress(),
                    utf8("GET /" + "a".repeat(64 * 1024) + " HTTP/1.1\r\nHost: a\r\n\r\n")),
                414));
    rows.holds(
        "a header folded over two lines is one with a blank, as RFC 9112 has it, or refused",
        () -> {
          Answer answer =
              me.ask("GET", HostileCaller.PATH, "", "X-A: b\r\n Authorization: Bearer x");
          return answer.status() == 200 || answer.status() == 400
              ? Optional.empty()
              : Optional.of(answer.head());
        });
    rows.holds(
        "a length of 10 MB is refused before it comes",
        () ->
            closed(
                RawHttp.exchange(
                    RawHttp.nextAddress(),
                    utf8(
                        "POST "
                            + HostileCaller.PATH
                            + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n{")),
                413));
    rows.holds(
        "chunks beyond the limit",
        () ->
            closed(
                RawHttp.exchange(
                    RawHttp.nextAddress(),
                    utf8(
                        "POST "
                            + HostileCaller.PATH
                            + " HTTP/1.1\r\nHost: a\r\n"
                            + String.join("\r\n", me.headers())
                            + "\r\n"
                            + type
                            + "Transfer-Encoding: chunked\r\n\r\n"
                            + "10000\r\n"
                            + "a".repeat(0x10000)
                            + "\r\n"
                            + ("10000\r\n" + "a".repeat(0x10000) + "\r\n").repeat(5)
                            + "0\r\n\r\n")),
                413));
  }

  private void paths() {
    String path = HostileCaller.PATH;
    rows.answers("%00 for an id", 404, "not-found", () -> me.ask("GET", path + "/%00", ""))
        .answers(
            "..%2f", 404, "not-found", () -> me.ask("GET", path + "/..%2f..%2fetc%2fpasswd", ""))
        .answers("an overlong slash", 404, "not-found", () -> me.ask("GET", path + "/%c0%af", ""))
        .answers("%zz", 400, "", () -> me.ask("GET", path + "/%zz", ""))
        .answers("%zz in the query", 400, "", () -> me.ask("GET", path + "?q=%zz", ""))
        .answers("a matrix parameter", 404, "not-found", () -> me.ask("GET", path + "/x;a=b", ""))
        .answers("a path that is none", 404, "not-found", () -> me.ask("GET", "/" + MARK, ""))
        .answers("a path below health", 404, "not-found", () -> me.ask("GET", "/q/" + MARK, ""))
        .answers("the development console", 404, "not-found", () -> me.ask("GET", "/q/dev-ui", ""))
        .answers(
            "a script of another version", 404, "not-found", () -> me.ask("GET", SCRIPT + "/9", ""))
        .answers("script..%2f", 404, "not-found", () -> me.ask("GET", SCRIPT + "..%2f", ""))
        .answers("script%00", 404, "not-found", () -> me.ask("GET", SCRIPT + "%00", ""))
        .answers(
            "a policy of no partition",
            400,
            "malformed",
            () -> me.ask("GET", "/api/v1/setup/runner-policy?partition=" + MARK, ""))
        .answers(
            "a policy of half an organization",
            400,
            "malformed",
            () -> me.ask("GET", "/api/v1/setup/runner-policy?organization=maybe", ""));
    rows.holds(
        "HEAD, a range, gzip and If-None-Match of the script",
        () -> {
          Answer all = me.ask("GET", SCRIPT, "");
          String tag = all.header("ETag").orElseThrow();
          String length = all.header("Content-Length").orElseThrow();
          Answer head = me.ask("HEAD", SCRIPT, "");
          Answer part = me.ask("GET", SCRIPT, "", "Range: bytes=0-9");
          Answer zipped = me.ask("GET", SCRIPT, "", "Accept-Encoding: gzip");
          Answer same = me.ask("GET", SCRIPT, "", "If-None-Match: " + tag);
          boolean right =
              head.header("Content-Length").equals(Optional.of(length))
                  && head.body().isEmpty()
                  && part.status() == 200
                  && part.body().equals(all.body())
                  && zipped.body().equals(all.body())
                  && same.status() == 304;
          return right
              ? Optional.empty()
              : Optional.of(head + " " + part.status() + " " + same.status());
        });
  }

  private void headers() {
    rows.answers(
            "200 headers",
            431,
            "headers-too-large",
            () -> me.ask("GET", HostileCaller.PATH, "", headers(200)))
        .answers(
            "Accept: image/png",
            406,
            "not-acceptable",
            () -> me.ask("GET", HostileCaller.PATH, "", "Accept: image/png"))
        .answers(
            "Accept: " + MARK,
            406,
            "not-acceptable",
            () -> me.ask("GET", HostileCaller.PATH, "", "Accept: " + MARK));
    rows.holds(
        "every answer says that it is no page and not for keeps",
        () -> {
          for (Answer answer :
              List.of(
                  me.ask("GET", HostileCaller.PATH, ""),
                  me.ask("GET", "/" + MARK, ""),
                  list(List.of()))) {
            if (!answer.header("X-Content-Type-Options").equals(Optional.of("nosniff"))
                || answer.header("Referrer-Policy").isEmpty()
                || answer.header("X-Frame-Options").isEmpty()
                || answer.header("Server").isPresent()) {
              return Optional.of(answer.head());
            }
          }
          return me.ask("GET", HostileCaller.PATH, "")
                  .header("Cache-Control")
                  .equals(Optional.of("no-store"))
              ? Optional.empty()
              : Optional.of("may be kept");
        });
    for (String id : List.of("a b", "<script>", "a".repeat(65), MARK + ";x", "")) {
      rows.holds(
          "a request id of the caller's: " + (id.length() > 20 ? "65 letters" : id),
          () -> {
            String seen =
                me.ask("GET", HostileCaller.PATH, "", "X-Request-Id: " + id)
                    .header("X-Request-Id")
                    .orElse("");
            return seen.matches("[0-9a-f-]{36}") ? Optional.empty() : Optional.of(seen);
          });
    }
    rows.holds(
        "a harmless request id is kept",
        () ->
            me.ask("GET", HostileCaller.PATH, "", "X-Request-Id: my-id-1")
                    .header("X-Request-Id")
                    .equals(Optional.of("my-id-1"))
                ? Optional.empty()
                : Optional.of("lost"));
  }

  private void hosts() {
    String id = me.stage().create(me.nextAccount());
    for (String host :
        List.of(
            "Host: evil.example",
            "Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\nX-Forwarded-Proto: gopher")) {
      rows.holds(
          host.contains("Forwarded") ? "forwarded for another host" : "another Host",
          () -> {
            Answer setup = me.ask("POST", HostileCaller.PATH + "/" + id + "/setup", "", host);
            Answer created =
                RawHttp.send(
                    "POST",
                    HostileCaller.PATH,
                    me.headers("Content-Type: application/json", host),
                    me.named("h"));
            return setup.status() == 200
                    && setup.body().contains("https://api.trailbridge.test/")
                    && !(setup.body() + setup.head() + created.body() + created.head())
                        .contains("evil")
                ? Optional.empty()
                : Optional.of(setup.head() + setup.body() + created.head());
          });
    }
  }

  private void logs() {
    rows.holds(
        "no line of the log is forged, and none shows what was sent",
        () -> {
          List<String> lines = new ArrayList<>();
          Handler handler = collecting(lines);
          Logger root = Logger.getLogger("");
          root.addHandler(handler);
          try {
            String forged = MARK + "%0d%0aERROR forged \u001b[31m";
            me.ask(
                "GET",
                HostileCaller.PATH + "?q=" + MARK,
                "",
                "User-Agent: " + forged,
                "X-Request-Id: " + forged,
                "Referer: " + forged);
            me.ask(
                "POST",
                HostileCaller.PATH,
                "{\"" + MARK + "\": 1}",
                "Content-Type: application/json");
            me.create(me.named(MARK + "\\u2066x"));
            me.create(me.named(MARK));
            list(BadTokens.bearer(MARK));
            me.ask("GET", HostileCaller.PATH + "/" + MARK, "");
          } finally {
            root.removeHandler(handler);
          }
          return lines.stream()
              .filter(it -> it.contains(MARK) || it.chars().anyMatch(Character::isISOControl))
              .findFirst();
        });
  }

  private static final Formatter MESSAGE = new PatternFormatter("%m");

  private static Handler collecting(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        String text = MESSAGE.format(record);
        if (record.getLoggerName() != null && record.getLoggerName().startsWith("io.")) {
          lines.add(text + (record.getThrown() == null ? "" : record.getThrown()));
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private void closes(String what, String method, String rest, int status) {
    rows.holds(
        what,
        () ->
            closed(
                RawHttp.exchange(
                    RawHttp.nextAddress(),
                    utf8(
                        method
                            + " "
                            + HostileCaller.PATH
                            + " HTTP/1.1\r\nHost: a\r\n"
                            + String.join("\r\n", me.headers())
                            + "\r\n"
                            + rest)),
                status));
  }

  /** That it came to an end at all says that the connection was closed. */
  private static Optional<String> closed(Answer answer, int status) {
    return answer.status() == status && !answer.body().contains("Exception")
        ? Optional.empty()
        : Optional.of(answer.head());
  }

  private static String[] headers(int count) {
    String[] headers = new String[count];
    for (int i = 0; i < count; i++) {
      headers[i] = "X-H" + i + ": v";
    }
    return headers;
  }

  private static Answer list(List<String> headers) {
    return RawHttp.send("GET", HostileCaller.PATH, headers, new byte[0]);
  }

  /**
   * A tenant that asks without end is told to wait, however slowly this machine answers; another
   * one is answered meanwhile.
   */
  static HostileRow flood(HostileCaller loud, HostileCaller quiet) {
    Callable<Optional<String>> trial =
        () -> {
          boolean told = false;
          for (int wave = 0; wave < 20 && !told; wave++) {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
              boolean isQuiet = i % 100 == 99;
              calls.add(() -> (isQuiet ? quiet : loud).ask("GET", "/api/v1/license", ""));
            }
            List<Answer> answers = HostileCaller.atOnce(calls);
            for (int i = 0; i < answers.size(); i++) {
              Answer answer = answers.get(i);
              boolean limited = answer.status() == 429 && i % 100 != 99;
              if (answer.status() != 200 && !limited) {
                return Optional.of("request " + i + ": " + answer.head());
              }
              if (limited
                  && (!answer.header("Retry-After").orElse("").matches("[1-9][0-9]*")
                      || !answer.slug().equals("too-many-requests"))) {
                return Optional.of(answer.head());
              }
              told |= limited;
            }
          }
          return told ? Optional.empty() : Optional.of("never told to wait");
        };
    return new HostileRow("2,000 requests at once of one tenant", trial);
  }
}
