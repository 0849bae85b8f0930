package io.trailbridge.testbed.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little XML that the query protocol needs. */
final class Xml {
  private Xml() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String unescape(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }

  static String element(String name, String text) {
    return "<" + name + ">" + escape(text) + "</" + name + ">";
  }

  /** A map as the query protocol answers it. */
  static String entries(Map<String, String> entries) {
    StringBuilder xml = new StringBuilder();
    entries.forEach(
        (key, value) ->
            xml.append("<entry>")
                .append(element("key", key))
                .append(element("value", value))
                .append("</entry>"));
    return xml.toString();
  }

  /** The text of the first element with this name. */
  static Optional<String> first(String xml, String name) {
    return all(xml, name).stream().findFirst();
  }

  static List<String> all(String xml, String name) {
    return rawAll(xml, name).stream().map(Xml::unescape).toList();
  }

  /** The content as it stands, for elements that hold elements. */
  static List<String> rawAll(String xml, String name) {
    Matcher matcher =
        Pattern.compile("<" + name + "(?:\\s[^>]*)?>(.*?)</" + name + ">", Pattern.DOTALL)
            .matcher(xml);
    List<String> texts = new ArrayList<>();
    while (matcher.find()) {
      texts.add(matcher.group(1));
    }
    return texts;
  }
}
