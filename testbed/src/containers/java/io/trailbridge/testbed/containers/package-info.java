/** The testbed's machines in containers; only in builds with the profile {@code containers}. */
@NullMarked
package io.trailbridge.testbed.containers;

import org.jspecify.annotations.NullMarked;
