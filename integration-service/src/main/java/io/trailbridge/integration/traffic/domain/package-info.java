/** What a minute of a connection amounts to. Pure. */
@NullMarked
package io.trailbridge.integration.traffic.domain;

import org.jspecify.annotations.NullMarked;
