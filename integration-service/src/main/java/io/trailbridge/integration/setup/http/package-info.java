/** The set-up's REST doors: the user's, and the script's, which speaks lines or JSON. */
@NullMarked
package io.trailbridge.integration.setup.http;

import org.jspecify.annotations.NullMarked;
