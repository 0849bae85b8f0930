/**
 * The little that services share to send and receive messages. With a database: {@code
 * Transactions} (tenant and role of every transaction), {@code Outbox} and {@code Inbox}. Without
 * one: {@code WireFormat} between records and CloudEvents on Kafka, the frame of a consumer, {@code
 * KeyedExecutor} for long work in order of key, {@code WholeTopic} for compacted topics read whole,
 * and {@code DeadLetters} for what nobody can process.
 */
@NullMarked
package io.trailbridge.messaging;

import org.jspecify.annotations.NullMarked;
