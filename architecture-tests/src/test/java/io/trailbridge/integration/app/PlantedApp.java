package io.trailbridge.integration.app;

public class PlantedApp {}
