/** What the intake does because time goes by. */
@NullMarked
package io.trailbridge.ingestion.intake.timer;

import org.jspecify.annotations.NullMarked;
