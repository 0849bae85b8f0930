/** What came through connections, from ingestion's counts to the API. */
@NullMarked
package io.trailbridge.integration.traffic;

import org.jspecify.annotations.NullMarked;
