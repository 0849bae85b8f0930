/** The intake as strangers meet it. */
@NullMarked
package io.trailbridge.ingestion.intake.http;

import org.jspecify.annotations.NullMarked;
