package io.trailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the messages of one kind of topic as an AsyncAPI 3.0 document, from the records alone. */
final class AsyncApi {
  private final Map<String, Object> schemas = new LinkedHashMap<>();
  private final Map<String, Object> messages = new LinkedHashMap<>();
  private final Map<String, Object> channels = new LinkedHashMap<>();

  /** Adds a topic with the messages of a sealed interface. */
  AsyncApi topic(String address, String key, Class<?> messagesOfTopic) {
    Map<String, Object> references = new LinkedHashMap<>();
    for (Class<?> record : messagesOfTopic.getPermittedSubclasses()) {
      String name = record.getSimpleName();
      references.put(name, reference("messages", name));
      messages.put(
          name,
          map(
              "name",
              "io.trailbridge." + name + ".v1",
              "contentType",
              "application/json",
              "headers",
              reference("schemas", "CloudEventHeaders"),
              "payload",
              schema(record)));
    }
    return channel(address, key, references);
  }

  /** Adds a topic whose records are no JSON of ours. */
  AsyncApi opaque(String address, String key, String name, String contentType, String... headers) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String header : headers) {
      properties.put(header, map("type", "string"));
    }
    messages.put(
        name,
        map(
            "name", name,
            "contentType", contentType,
            "headers", map("type", "object", "properties", properties)));
    return channel(address, key, map(name, reference("messages", name)));
  }

  Map<String, Object> document() {
    Map<String, Object> headers = new LinkedHashMap<>();
    for (String header :
        List.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "content-type")) {
      headers.put(header, map("type", "string"));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(
        "CloudEventHeaders",
        map("type", "object", "required", List.copyOf(headers.keySet()), "properties", headers));
    all.putAll(schemas);
    return map(
        "asyncapi",
        "3.0.0",
        "info",
        map(
            "title", "Trailbridge",
            "version", "1",
            "description",
                "CloudEvents 1.0 in Kafka's binary mode. Repeats are told by ce_source and"
                    + " ce_id; unknown fields are skipped."),
        "defaultContentType",
        "application/json",
        "channels",
        channels,
        "components",
        map("messages", messages, "schemas", all));
  }

  private AsyncApi channel(String address, String key, Map<String, Object> references) {
    channels.put(
        address.replace("trailbridge.", ""),
        map("address", address, "description", "Key: " + key + ".", "messages", references));
    return this;
  }

  private Map<String, Object> schema(Class<?> type) {
    String name =
        type.isRecord() && type.getEnclosingClass() != null && !type.getEnclosingClass().isSealed()
            ? type.getEnclosingClass().getSimpleName() + type.getSimpleName()
            : type.getSimpleName();
    if (!schemas.containsKey(name)) {
      schemas.put(name, Map.of());
      schemas.put(name, describe(type));
    }
    return reference("schemas", name);
  }

  private Map<String, Object> describe(Class<?> type) {
    if (type.isEnum()) {
      return map(
          "type",
          "string",
          "enum",
          Arrays.stream(type.getEnumConstants()).map(AsyncApi::wireName).toList());
    }
    if (type.isSealed()) {
      return union(type);
    }
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonValue.class)) {
        return inline(component.getType());
      }
    }
    return object(type, Map.of());
  }

  private Map<String, Object> union(Class<?> type) {
    String tag = type.getAnnotation(JsonTypeInfo.class).property();
    List<Object> choices = new ArrayList<>();
    for (JsonSubTypes.Type choice : type.getAnnotation(JsonSubTypes.class).value()) {
      choices.add(object(choice.value(), map(tag, map("const", choice.name()))));
    }
    return map("oneOf", choices, "discriminator", tag);
  }

  private Map<String, Object> object(Class<?> record, Map<String, Object> tags) {
    Map<String, Object> properties = new LinkedHashMap<>(tags);
    List<String> required = new ArrayList<>(tags.keySet());
    for (RecordComponent component : record.getRecordComponents()) {
      String name = wireName(component);
      properties.put(name, value(component.getGenericType()));
      if (!isOptional(component.getAnnotatedType())) {
        required.add(name);
      }
    }
    return map("type", "object", "required", required, "properties", properties);
  }

  private Map<String, Object> value(Type type) {
    if (type instanceof ParameterizedType list
        && Collection.class.isAssignableFrom((Class<?>) list.getRawType())) {
      return map("type", "array", "items", value(list.getActualTypeArguments()[0]));
    }
    return inline((Class<?>) type);
  }

  private Map<String, Object> inline(Class<?> type) {
    if (type == String.class) {
      return map("type", "string");
    }
    if (type == UUID.class) {
      return map("type", "string", "format", "uuid");
    }
    if (type == Instant.class) {
      return map("type", "string", "format", "date-time");
    }
    if (type == boolean.class || type == Boolean.class) {
      return map("type", "boolean");
    }
    if (type == int.class || type == long.class || type == Long.class) {
      return map("type", "integer");
    }
    return schema(type);
  }

  private static boolean isOptional(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static String wireName(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? component.getName() : renamed.value();
  }

  private static Object wireName(Object constant) {
    for (Method method : constant.getClass().getMethods()) {
      if (method.isAnnotationPresent(JsonValue.class)) {
        try {
          return method.invoke(constant);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return constant.toString();
  }

  private static Map<String, Object> reference(String kind, String name) {
    return map("$ref", "#/components/" + kind + "/" + name);
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
