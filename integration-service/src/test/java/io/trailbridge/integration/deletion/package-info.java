/** The deletion from outside: REST, and its commands in real shells. */
@NullMarked
package io.trailbridge.integration.deletion;

import org.jspecify.annotations.NullMarked;
