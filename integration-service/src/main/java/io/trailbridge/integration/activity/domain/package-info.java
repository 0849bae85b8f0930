/** One line of a connection's history. Pure values. */
@NullMarked
package io.trailbridge.integration.activity.domain;

import org.jspecify.annotations.NullMarked;
