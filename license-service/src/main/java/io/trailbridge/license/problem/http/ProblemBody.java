package io.trailbridge.license.problem.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trailbridge.license.problem.ProblemException.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem of RFC 9457.
 *
 * @param type {@code urn:trailbridge:problem:} and a slug
 * @param status the HTTP status
 * @param requestId stands in our log too
 * @param errors every wrong field, where the problem is {@code invalid}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
    String type,
    String title,
    int status,
    @Nullable String detail,
    String requestId,
    List<FieldError> errors) {}
