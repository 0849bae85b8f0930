/** The two endpoints of the intake, and how their refusals look. */
@NullMarked
package io.trailbridge.ingestion.intake.http;

import org.jspecify.annotations.NullMarked;
