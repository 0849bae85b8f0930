package io.trailbridge.testbed.containers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/** Waits until somebody listens on a port of this machine, whose network the container uses. */
final class Listening extends AbstractWaitStrategy {
  private static final int BETWEEN_MILLIS = 100;

  private final int port;

  Listening(int port) {
    this.port = port;
  }

  @Override
  protected void waitUntilReady() {
    Instant end = Instant.now().plus(startupTimeout);
    while (!listens()) {
      if (Instant.now().isAfter(end) || !isRunning()) {
        throw new ContainerLaunchException("nobody listens on port " + port);
      }
      pause();
    }
  }

  private boolean isRunning() {
    return waitStrategyTarget.isRunning();
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerLaunchException("interrupted");
    }
  }
}
