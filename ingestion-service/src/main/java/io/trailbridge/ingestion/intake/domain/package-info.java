/** Who may post what: signatures of forwarders and of SNS, and which topics belong to whom. */
@NullMarked
package io.trailbridge.ingestion.intake.domain;

import org.jspecify.annotations.NullMarked;
