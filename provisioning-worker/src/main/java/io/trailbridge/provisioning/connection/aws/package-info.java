/**
 * The only place where AWS's SDK is called. Credentials come from the access role of the connection
 * alone, each step reads, compares and writes the difference, and every refusal is judged by one
 * table before it leaves.
 */
@NullMarked
package io.trailbridge.provisioning.connection.aws;

import org.jspecify.annotations.NullMarked;
