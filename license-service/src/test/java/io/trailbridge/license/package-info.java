/** What the tests of the whole service share: its machines, its callers, its readers. */
@NullMarked
package io.trailbridge.license;

import org.jspecify.annotations.NullMarked;
