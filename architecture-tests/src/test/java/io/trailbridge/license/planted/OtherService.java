package io.trailbridge.license.planted;

public class OtherService {}
