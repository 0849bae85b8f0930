/** What the tests of all rooms share: the testbed, tokens, and a worker that answers by hand. */
@NullMarked
package io.trailbridge.integration;

import org.jspecify.annotations.NullMarked;
