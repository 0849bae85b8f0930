/** The set-up from outside: REST, the script in a real shell, the commands in real shells. */
@NullMarked
package io.trailbridge.integration.setup;

import org.jspecify.annotations.NullMarked;
