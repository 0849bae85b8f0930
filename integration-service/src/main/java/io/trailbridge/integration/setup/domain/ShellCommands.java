package io.trailbridge.integration.setup.domain;

import java.net.URI;

/** The commands that the wizard shows; each can be pasted into bash, zsh or dash as it stands. */
public final class ShellCommands {
  private static final String FILE = "trailbridge-aws.sh";

  private final String baseUrl;
  private final Digest script;

  /**
   * For one address and one script.
   *
   * @param baseUrl of the API as customers reach it: https, or http to this machine itself
   * @param script the digest of the script that is served there
   */
  public ShellCommands(URI baseUrl, Digest script) {
    String text = baseUrl.toString();
    this.baseUrl = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.script = script;
    boolean https = "https".equals(baseUrl.getScheme());
    if (!https && !("http".equals(baseUrl.getScheme()) && isThisMachine(baseUrl.getHost()))) {
      throw new IllegalArgumentException("the public address must be https");
    }
    ShellWord.quote(this.baseUrl);
  }

  /** Fetches the script, and keeps it only if it is the one that was published. */
  public String download() {
    return "curl "
        + flags()
        + "-fsSL -o "
        + FILE
        + " "
        + ShellWord.quote(baseUrl + "/api/v1/setup/script")
        + " && echo '"
        + script.hex()
        + "  "
        + FILE
        + "' | $(command -v sha256sum || echo shasum -a 256) -c - || { rm -f "
        + FILE
        + "; false; }";
  }

  /** Runs the downloaded script for a set-up. */
  public String connect(TokenSecret token) {
    return run(token, "connect");
  }

  /**
   * Reports roles that were made without the script, where {@code TRAILBRIDGE_TOKEN} is set.
   *
   * @param report the JSON that is posted; made of our own texts, without a quote
   */
  public String complete(String report) {
    return "curl "
        + flags()
        + "-fsS -H \"Authorization: Bearer $TRAILBRIDGE_TOKEN\""
        + " -H 'Content-Type: application/json' -d '"
        + report
        + "' "
        + ShellWord.quote(baseUrl + "/api/v1/setup/complete");
  }

  /** Fetches the script and runs it for a removal. */
  public String remove(TokenSecret token) {
    return download() + " && " + run(token, "remove");
  }

  private String flags() {
    return baseUrl.startsWith("https:") ? "--proto '=https' --tlsv1.2 " : "";
  }

  private String run(TokenSecret token, String what) {
    return "TRAILBRIDGE_URL="
        + ShellWord.quote(baseUrl)
        + " TRAILBRIDGE_TOKEN="
        + ShellWord.quote(token.value())
        + " bash "
        + FILE
        + " "
        + what;
  }

  private static boolean isThisMachine(String host) {
    return "localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
  }
}
