package io.trailbridge.testbed.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import io.trailbridge.testbed.Containers;
import io.trailbridge.testbed.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** Containers by Testcontainers, which also removes those of a JVM that was killed. */
public final class DockerContainers implements Containers {
  private final Properties tags = tags();

  @Override
  public Machine start(Wanted wanted) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException(
          "The testbed is to run in containers, and no container engine answers: start Docker, or"
              + " build without the profile containers.");
    }
    String name = wanted.image() + ":" + tags.getProperty(wanted.image());
    GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(name));
    container.withNetworkMode("host").withEnv(wanted.environment());
    container.setWaitStrategy(new Listening(wanted.port()));
    wanted
        .files()
        .forEach((path, text) -> container.withCopyToContainer(Transferable.of(text), path));
    if (!wanted.command().isEmpty()) {
      container.setCommandParts(wanted.command().toArray(String[]::new));
    }
    container.withCreateContainerCmdModifier(
        create -> {
          // Open: who reads it to its end does not take that for the end of its parent.
          create.withStdinOpen(true);
          if (!wanted.entrypoint().isEmpty()) {
            create.withEntrypoint(wanted.entrypoint());
          }
          if (wanted.folder() != null) {
            requireNonNull(create.getHostConfig()).withBinds(kept(wanted));
          }
        });
    container.start();
    return new Running(container);
  }

  /** The volume of the container whose folder it is: another one finds the data again. */
  private static Bind kept(Wanted wanted) {
    String folder = String.valueOf(wanted.folder());
    String name = "trailbridge-" + UUID.nameUUIDFromBytes(folder.getBytes(UTF_8));
    return new Bind(name, new Volume(wanted.volume()));
  }

  private static Properties tags() {
    Properties tags = new Properties();
    try (InputStream in = DockerContainers.class.getResourceAsStream("/containers.properties")) {
      tags.load(in);
      return tags;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Running(GenericContainer<?> container) implements Machine {
    @Override
    public void awaitEnd() {
      container
          .getDockerClient()
          .waitContainerCmd(container.getContainerId())
          .exec(new WaitContainerResultCallback())
          .awaitStatusCode();
    }

    @Override
    public void kill() {
      container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
      close();
    }

    @Override
    public void close() {
      container.stop();
    }
  }
}
