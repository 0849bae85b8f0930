/** Hears of licences. */
@NullMarked
package io.trailbridge.integration.license.kafka;

import org.jspecify.annotations.NullMarked;
