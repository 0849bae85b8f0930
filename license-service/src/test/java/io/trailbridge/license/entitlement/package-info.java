/** The use cases with fakes, and what their tests share. */
@NullMarked
package io.trailbridge.license.entitlement;

import org.jspecify.annotations.NullMarked;
