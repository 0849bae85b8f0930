/** Tests of the problems' pages. */
@NullMarked
package io.trailbridge.integration.problem;

import org.jspecify.annotations.NullMarked;
