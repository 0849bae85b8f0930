/** Alarms that ring at their instant. */
@NullMarked
package io.trailbridge.license.entitlement.timer;

import org.jspecify.annotations.NullMarked;
