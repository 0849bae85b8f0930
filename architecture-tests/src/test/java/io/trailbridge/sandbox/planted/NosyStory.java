package io.trailbridge.sandbox.planted;

import io.trailbridge.license.planted.OtherService;

class NosyStory {
  OtherService service;
}
