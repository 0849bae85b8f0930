/** The worker as a whole, against a real broker and the AWS emulator. */
@NullMarked
package io.trailbridge.provisioning;

import org.jspecify.annotations.NullMarked;
