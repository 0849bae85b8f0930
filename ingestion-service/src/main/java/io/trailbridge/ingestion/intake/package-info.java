/**
 * Where log files reach us over HTTPS: batches that a forwarder posts, signed with the connection's
 * secret, and notifications of Amazon SNS, signed by AWS. Nothing is answered with success before
 * Kafka has it, and nothing is decoded here.
 */
@NullMarked
package io.trailbridge.ingestion.intake;

import org.jspecify.annotations.NullMarked;
