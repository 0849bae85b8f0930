/** The deletion's REST doors: the delete wizard's, and the script's. */
@NullMarked
package io.trailbridge.integration.deletion.http;

import org.jspecify.annotations.NullMarked;
