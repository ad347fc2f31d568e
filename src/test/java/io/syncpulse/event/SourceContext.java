package io.syncpulse.event;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.UserCodeClassLoader;

/** What a source gives its deserializer. */
record SourceContext(MetricGroup metrics) implements DeserializationSchema.InitializationContext {

  @Override
  public MetricGroup getMetricGroup() {
    return metrics;
  }

  @Override
  public UserCodeClassLoader getUserCodeClassLoader() {
    throw new UnsupportedOperationException("no classes are loaded here");
  }
}
