package io.trailbridge.integration.connection.domain;

/**
 * Why a field was refused.
 *
 * @param field its name as in the JSON, nested ones with a dot
 * @param message one sentence; never the value itself
 */
public record FieldError(String field, String message) {}
