/** What happens because time goes on: licences that are due, and old rows that are not needed. */
@NullMarked
package io.trailbridge.license.entitlement.timer;

import org.jspecify.annotations.NullMarked;
