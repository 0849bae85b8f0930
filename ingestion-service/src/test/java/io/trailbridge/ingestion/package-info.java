/** What the tests of every room start. */
@NullMarked
package io.trailbridge.ingestion;

import org.jspecify.annotations.NullMarked;
