/**
 * Tests of the mapping, against the official samples and schema where they lie beside the project.
 */
@NullMarked
package io.trailbridge.ingestion.ocsf;

import org.jspecify.annotations.NullMarked;
