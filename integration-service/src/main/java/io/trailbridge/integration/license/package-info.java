/**
 * The tenant's licence as license-service tells it, and the sweep that carries a change to all of
 * the tenant's connections in bounded, resumable steps.
 */
@NullMarked
package io.trailbridge.integration.license;

import org.jspecify.annotations.NullMarked;
