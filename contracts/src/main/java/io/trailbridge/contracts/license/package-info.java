/** What billing tells license-service, and what license-service tells everybody. */
@NullMarked
package io.trailbridge.contracts.license;

import org.jspecify.annotations.NullMarked;
