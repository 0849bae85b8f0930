/**
 * Taking a connection back: begins the deletion, shows what is left in the account as commands, and
 * hands the same to the script, which confirms that it is gone.
 */
@NullMarked
package io.trailbridge.integration.deletion;

import org.jspecify.annotations.NullMarked;
