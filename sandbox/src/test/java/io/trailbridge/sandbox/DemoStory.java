package io.trailbridge.sandbox;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job as {@code ./trailbridge demo} shows it, beside everything else that goes on. */
@ExtendWith(SharedSandbox.class)
class DemoStory {
  private final World world;

  DemoStory(World world) {
    this.world = world;
  }

  @Test
  void shouldDoTheMainJobFromNothingToTheLastStatus() {
    Steps steps = new Steps(System.out);
    try (Demo demo = new Demo(world.sandbox(), steps, "demo-story")) {
      demo.run();
    }
  }
}
