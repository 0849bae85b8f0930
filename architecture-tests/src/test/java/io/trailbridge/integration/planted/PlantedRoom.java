package io.trailbridge.integration.planted;

import io.trailbridge.integration.app.PlantedApp;
import io.trailbridge.integration.planted.http.PlantedDoor;
import io.trailbridge.integration.plantedtoo.OtherRoom;
import io.trailbridge.license.planted.OtherService;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import org.apache.kafka.clients.producer.ProducerRecord;
import software.amazon.awssdk.regions.Region;

/** Depends on everything that a room must not depend on. */
@Entity
@Path("/planted")
public class PlantedRoom {
  Region sdk;
  ProducerRecord<String, String> kafka;
  PlantedDoor door;
  PlantedApp app;
  OtherService service;
  OtherRoom cycle;
}
