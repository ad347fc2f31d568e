package io.syncpulse.receive;

import io.javalin.http.Context;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What became of the webhooks, for Prometheus. */
final class ReceiverMetrics {

  private static final String STORED = "stored";
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter format = PrometheusTextFormatWriter.create();

  private final Counter webhooks =
      Counter.builder()
          .name("syncpulse_webhooks_total")
          .help("Webhooks by what became of them; all but those that were stored come again.")
          .labelNames("outcome")
          .register(registry);

  private final Histogram seconds =
      Histogram.builder()
          .name("syncpulse_webhook_stored_seconds")
          .unit(Unit.SECONDS)
          .help("Time from a webhook's head to Kafka's acknowledgement.")
          .classicOnly()
          .register(registry);

  ReceiverMetrics(InFlight inFlight) {
    // From the start, so that a rate can be taken of the first one, too.
    webhooks.initLabelValues(STORED);
    for (Refusal refusal : Refusal.values()) {
      webhooks.initLabelValues(refusal.code());
    }
    GaugeWithCallback.builder()
        .name("syncpulse_webhooks_in_flight")
        .help("Webhooks that are being read or wait for Kafka.")
        .callback(gauge -> gauge.call(inFlight.requests()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("syncpulse_webhooks_in_flight_bytes")
        .unit(Unit.BYTES)
        .help("Bytes of their bodies.")
        .callback(gauge -> gauge.call(inFlight.bytes()))
        .register(registry);
  }

  void stored(long nanos) {
    webhooks.labelValues(STORED).inc();
    seconds.observe(nanos / NANOS_PER_SECOND);
  }

  void refused(Refusal refusal) {
    webhooks.labelValues(refusal.code()).inc();
  }

  /** Answers with all of it. */
  void show(Context context) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      format.write(text, registry.scrape(), EscapingScheme.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory can always be written to", e);
    }
    context.contentType(PrometheusTextFormatWriter.CONTENT_TYPE).result(text.toByteArray());
  }
}
