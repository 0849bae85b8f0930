/**
 * CloudTrail records as OCSF 1.5.0 events, by the official mapping: Account Change (3001),
 * Authentication (3002) and API Activity (6003) with the profiles cloud and datetime. Pure: it
 * reads a record's tape and writes the event's bytes in one go, without a tree or a map between
 * them.
 */
@NullMarked
package io.trailbridge.ingestion.ocsf;

import org.jspecify.annotations.NullMarked;
