/** Goes on with sweeps that were cut off or are not due yet. */
@NullMarked
package io.trailbridge.integration.license.timer;

import org.jspecify.annotations.NullMarked;
