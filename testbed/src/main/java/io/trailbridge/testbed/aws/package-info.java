/**
 * An AWS to test against: moto behind one HTTP proxy that supplies, in one visible place, what AWS
 * does and moto does not. {@link io.trailbridge.testbed.aws.AwsEmulator} starts both; every other
 * class here is one gap that is closed (trust policies in {@code Sts}, signed deliveries in {@code
 * Sns}, CloudTrail as a whole in {@code CloudTrail}). {@code docs/emulator.md} lists what is
 * supplied and what stays different from AWS.
 */
@NullMarked
package io.trailbridge.testbed.aws;

import org.jspecify.annotations.NullMarked;
