package io.trailbridge.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown, as it goes into {@code docs/performance.md}. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these columns. */
  public Table(String... columns) {
    rows.add(List.of(columns));
    rows.add(Collections.nCopies(columns.length, "---"));
  }

  /** Adds a row. */
  public Table row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row has as many cells as the table has columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Prints it, with an empty line before and after. */
  public void print(PrintStream out) {
    out.println();
    for (List<String> row : rows) {
      out.println("| " + String.join(" | ", row) + " |");
    }
    out.println();
  }
}
