/** Tests of the intake, with the outlet and the certificates in memory. */
package io.trailbridge.ingestion.intake;
