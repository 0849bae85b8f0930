package io.trailbridge.integration.plantedtoo;

import io.trailbridge.integration.planted.PlantedRoom;

public class OtherRoom {
  PlantedRoom back;
}
