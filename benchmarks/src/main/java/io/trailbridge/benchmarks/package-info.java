/**
 * What Trailbridge costs, each figure measured beside others in one run on one machine. A benchmark
 * is one command of the {@link io.trailbridge.benchmarks.Launcher}: it measures, and prints a table
 * that goes into {@code docs/performance.md} as it is. To add one, write a {@code @Command} that
 * takes the {@link io.trailbridge.benchmarks.Effort} option, name it in the launcher, and let it
 * run at {@code SMOKE} in a second or two: the tests start each one that way.
 */
@NullMarked
package io.trailbridge.benchmarks;

import org.jspecify.annotations.NullMarked;
