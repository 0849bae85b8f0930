/**
 * A connection in its customer's account: bringing it to what is wished, looking whether all is
 * well, listing what a gap missed, and taking everything back. The use cases stand here, with the
 * ports through which they reach AWS and Kafka.
 */
@NullMarked
package io.trailbridge.provisioning.connection;

import org.jspecify.annotations.NullMarked;
