package io.trailbridge.sandbox;

import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One sandbox for all stories of a run: the first story starts it, the end of the run stops it. It
 * is handed to constructors that ask for a {@link World}. Prints how long each story took.
 */
final class SharedSandbox implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
  private static final Namespace OURS = Namespace.create(SharedSandbox.class);

  @Override
  public void beforeAll(ExtensionContext story) {
    long start = System.nanoTime();
    boolean first = story.getRoot().getStore(OURS).get(World.class) == null;
    world(story);
    if (first) {
      tell("The sandbox started", start);
    }
    story.getStore(OURS).put("start", System.nanoTime());
  }

  @Override
  public void afterAll(ExtensionContext story) {
    tell(story.getDisplayName(), story.getStore(OURS).get("start", Long.class));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext story) {
    return parameter.getParameter().getType() == World.class;
  }

  @Override
  public World resolveParameter(ParameterContext parameter, ExtensionContext story) {
    return world(story);
  }

  private static World world(ExtensionContext story) {
    return story
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent(World.class, _ -> World.start(), World.class);
  }

  private static void tell(String what, long start) {
    System.out.printf(
        Locale.ROOT, "%s: %.1f s%n", what, (System.nanoTime() - start) / 1_000_000_000.0);
  }
}
