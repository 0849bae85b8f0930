package io.trailbridge.integration.planted.http;

public class PlantedDoor {
  public String knock() {
    return "";
  }
}
