package io.trailbridge.messaging;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a parsed message has every component that its record does not declare nullable. Jackson
 * fills what is absent with null; past this check, the types say the truth.
 */
final class Completeness {
  private static final ClassValue<List<Component>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          return components == null
              ? List.of()
              : Arrays.stream(components)
                  .filter(it -> !it.getType().isPrimitive())
                  .map(
                      it ->
                          new Component(
                              it.getAccessor(),
                              it.getAnnotatedType().isAnnotationPresent(Nullable.class)))
                  .toList();
        }
      };

  private Completeness() {}

  static boolean isComplete(Object value) {
    if (value instanceof Collection<?> items) {
      return items.stream().allMatch(item -> item != null && isComplete(item));
    }
    if (!(value instanceof Record)) {
      return true;
    }
    for (Component component : COMPONENTS.get(value.getClass())) {
      Object inner = component.of(value);
      if (inner == null ? !component.nullable() : !isComplete(inner)) {
        return false;
      }
    }
    return true;
  }

  private record Component(Method accessor, boolean nullable) {
    @Nullable Object of(Object value) {
      try {
        return accessor.invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(accessor + " must be readable", e);
      }
    }
  }
}
