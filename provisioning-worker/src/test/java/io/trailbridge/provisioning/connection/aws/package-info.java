/** The readings of AWS's answers that need no AWS. */
@NullMarked
package io.trailbridge.provisioning.connection.aws;

import org.jspecify.annotations.NullMarked;
