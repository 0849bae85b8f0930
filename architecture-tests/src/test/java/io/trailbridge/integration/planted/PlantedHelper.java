package io.trailbridge.integration.planted;

class PlantedHelper {}
