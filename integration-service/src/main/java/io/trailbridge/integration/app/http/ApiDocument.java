package io.trailbridge.integration.app.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.trailbridge.integration.problem.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * Completes the OpenAPI document with what all operations share: who may call them, the problems
 * that each can answer, and an example of everything, out of {@code
 * META-INF/openapi-examples.json}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class ApiDocument implements OASFilter {
  private static final String PROBLEMS = "x-problems";
  private static final String BEARER = "bearer";
  private static final String ONE_TIME_TOKEN = "one-time-token";

  /** Called by the script, with a one-time token. */
  private static final Set<String> OF_SCRIPT =
      Set.of("getSetupPlan", "completeSetup", "getRemoval", "confirmRemoval");

  /** What every operation of a user can answer beside what it says itself. */
  private static final List<ProblemKind> OF_USERS =
      List.of(ProblemKind.UNAUTHENTICATED, ProblemKind.FORBIDDEN, ProblemKind.TOO_MANY_REQUESTS);

  private static final Map<String, String> HEADERS =
      Map.of(
          "Idempotency-Key", "Makes a repeated creation harmless; 1 to 255 visible characters.",
          "If-Match", "The ETag of the connection that was seen; * is none.",
          "Accept", "application/json, or text/plain for lines that a shell can read.",
          "organization", "Whether the connection is an organization's.",
          "partition", "aws, aws-us-gov, aws-cn or aws-eusc.",
          "id", "The connection's id.");

  private final Map<String, Map<String, Object>> examples = examples();

  private static Map<String, Map<String, Object>> examples() {
    try (InputStream json =
        Objects.requireNonNull(
            ApiDocument.class.getResourceAsStream("/META-INF/openapi-examples.json"))) {
      return new ObjectMapper()
          .readValue(json, new TypeReference<LinkedHashMap<String, Map<String, Object>>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getComponents().addSchema("Problem", problemSchema());
    api.getComponents()
        .setSecuritySchemes(
            Map.of(
                BEARER,
                OASFactory.createSecurityScheme()
                    .type(SecurityScheme.Type.HTTP)
                    .scheme("bearer")
                    .bearerFormat("JWT")
                    .description(
                        "Of the gateway, with tenant_id and groups: admin, viewer, operator or"
                            + " billing."),
                ONE_TIME_TOKEN,
                OASFactory.createSecurityScheme()
                    .type(SecurityScheme.Type.HTTP)
                    .scheme("bearer")
                    .description("Out of a set-up's or a deletion's command; 64 hex digits.")));
    api.getPaths().getPathItems().forEach((path, item) -> complete(path, item));
  }

  private void complete(String path, PathItem item) {
    item.getOperations().values().forEach(operation -> complete(path, operation));
  }

  private void complete(String path, Operation operation) {
    boolean ofUsers = operation.getSecurity() != null && !operation.getSecurity().isEmpty();
    secure(operation, ofUsers);
    parameters(operation);
    Map<String, Object> known = examples.getOrDefault(operation.getOperationId(), Map.of());
    if (operation.getRequestBody() != null) {
      exemplify(operation.getRequestBody().getContent(), known.get("request"));
    }
    Map<Integer, Set<ProblemKind>> problems = problems(path, operation, ofUsers);
    for (String code : List.of("401", "403")) {
      operation.getResponses().removeAPIResponse(code);
    }
    operation
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(
            response -> {
              response.removeExtension(PROBLEMS);
              exemplify(response.getContent(), known.get("response"));
              exemplify(response.getContent(), known.get("text"));
            });
    problems.forEach(
        (status, kinds) ->
            operation.getResponses().addAPIResponse(Integer.toString(status), response(kinds)));
  }

  private static void secure(Operation operation, boolean ofUsers) {
    if (ofUsers) {
      List<String> roles =
          operation.getSecurity().getFirst().getSchemes().values().iterator().next();
      operation.setSecurity(
          List.of(OASFactory.createSecurityRequirement().addScheme(BEARER, List.copyOf(roles))));
    } else if (OF_SCRIPT.contains(operation.getOperationId())) {
      operation.setSecurity(
          List.of(OASFactory.createSecurityRequirement().addScheme(ONE_TIME_TOKEN)));
    }
  }

  private void parameters(Operation operation) {
    if (operation.getParameters() == null) {
      return;
    }
    // OpenAPI ignores it: the security scheme speaks for it.
    List<Parameter> all =
        operation.getParameters().stream()
            .filter(it -> !"Authorization".equals(it.getName()))
            .toList();
    operation.setParameters(all);
    for (Parameter parameter : all) {
      parameter.removeExtension(PROBLEMS);
      if (parameter.getDescription() == null) {
        parameter.setDescription(HEADERS.get(parameter.getName()));
      }
      if (parameter.getExample() == null) {
        parameter.setExample(
            examples.getOrDefault("parameters", Map.of()).get(parameter.getName()));
      }
    }
  }

  private static Map<Integer, Set<ProblemKind>> problems(
      String path, Operation operation, boolean ofUsers) {
    Stream<ProblemKind> own = Stream.of();
    Object said =
        operation.getExtensions() == null ? null : operation.getExtensions().get(PROBLEMS);
    if (said != null) {
      own = Stream.of(said.toString().split(",")).map(ApiDocument::kind);
      operation.removeExtension(PROBLEMS);
    }
    Stream<ProblemKind> body =
        operation.getRequestBody() == null
            ? Stream.of()
            : Stream.of(ProblemKind.MALFORMED, ProblemKind.TOO_LARGE);
    Stream<ProblemKind> id = path.contains("{") ? Stream.of(ProblemKind.NOT_FOUND) : Stream.of();
    Map<Integer, Set<ProblemKind>> byStatus = new TreeMap<>();
    Stream.of(
            own,
            body,
            id,
            ofUsers ? OF_USERS.stream() : Stream.<ProblemKind>of(),
            Stream.of(ProblemKind.INTERNAL, ProblemKind.UNAVAILABLE))
        .flatMap(it -> it)
        .forEach(kind -> byStatus.computeIfAbsent(kind.status(), _ -> new TreeSet<>()).add(kind));
    return byStatus;
  }

  private static ProblemKind kind(String slug) {
    return Stream.of(ProblemKind.values())
        .filter(it -> it.slug().equals(slug))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no problem is called " + slug));
  }

  private static void exemplify(@Nullable Content content, @Nullable Object example) {
    if (content != null && example != null) {
      content
          .getMediaTypes()
          .forEach(
              (type, media) -> {
                boolean text = type.startsWith("text/");
                if (media.getExample() == null && text == example instanceof String) {
                  media.setExample(example);
                }
              });
    }
  }

  private APIResponse response(Set<ProblemKind> kinds) {
    MediaType media =
        OASFactory.createMediaType()
            .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"));
    for (ProblemKind kind : kinds) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("type", kind.type());
      body.put("title", kind.title());
      body.put("status", kind.status());
      body.putAll(examples.getOrDefault(kind.slug(), Map.of()));
      body.put("requestId", "0b4e9c6e-5c1e-4b70-9d5b-3a2f1c0d9e8f");
      media.addExample(kind.slug(), OASFactory.createExample().value(body));
    }
    APIResponse response =
        OASFactory.createAPIResponse()
            .description(String.join(" Or: ", kinds.stream().map(ProblemKind::title).toList()))
            .content(OASFactory.createContent().addMediaType(Problems.MEDIA_TYPE, media));
    if (kinds.stream().anyMatch(it -> it.status() == 429 || it.status() == 503)) {
      response.addHeader(
          "Retry-After",
          OASFactory.createHeader()
              .description("Whole seconds.")
              .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
              .example(1));
    }
    return response;
  }

  private static Schema problemSchema() {
    Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    Schema texts = OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(text);
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .description("RFC 9457. Its type names its page in docs/problems.")
        .required(List.of("type", "title", "status", "requestId"))
        .addProperty(
            "type",
            OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .enumeration(
                    Stream.of(ProblemKind.values()).<Object>map(ProblemKind::type).toList()))
        .addProperty("title", text)
        .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
        .addProperty("detail", text)
        .addProperty(
            "errors",
            OASFactory.createSchema()
                .addType(Schema.SchemaType.ARRAY)
                .items(
                    OASFactory.createSchema()
                        .addType(Schema.SchemaType.OBJECT)
                        .addProperty("field", text)
                        .addProperty("message", text)))
        .addProperty("allowed", texts)
        .addProperty("requestId", text);
  }
}
