package io.syncpulse.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import java.time.InstantSource;
import javax.sql.DataSource;

/** The table of contents of the server: every address, and who may use it. */
final class Routes {

  private static final String CONNECTION = "/source-connections/{source_connection_id}";

  private final RoutesConfig routes;

  private Routes(RoutesConfig routes) {
    this.routes = routes;
  }

  static void register(
      RoutesConfig config,
      Gate gate,
      DataSource database,
      InstantSource clock,
      CapacityCache capacities,
      Documentation docs) {
    config.beforeMatched(gate);
    ApiErrors.register(config);

    Routes routes = new Routes(config);
    OverviewReader overviews = new OverviewReader(database, clock);
    routes.read("/overview", Access.API_KEY, new GetOverview(overviews));

    ConnectionsReader connections = new ConnectionsReader(database);
    routes.read("/source-connections", Access.API_KEY, new ListConnections(connections));

    routes.read(CONNECTION, Access.API_KEY, new GetConnection(new ConnectionReader(database)));

    routes.read("/capacity", Access.API_KEY, new GetCapacity(capacities, clock));

    JobHistoryReader history = new JobHistoryReader(database);
    routes.read(CONNECTION + "/jobs", Access.API_KEY, new ListJobs(history));

    MetricsReader metrics = new MetricsReader(database);
    routes.read(CONNECTION + "/metrics", Access.API_KEY, new GetMetrics(metrics));
    routes.read(CONNECTION + "/metrics/history", Access.API_KEY, new ListMetrics(metrics));

    Health health = new Health(database);
    routes.read("/health/live", Access.OPEN, health::live);
    routes.read("/health/ready", Access.OPEN, health::ready);

    Dashboard dashboard = new Dashboard();
    routes.read("/", Access.OPEN, dashboard::page);
    routes.read("/dashboard/{file}", Access.OPEN, dashboard::file);

    routes.read("/openapi.json", Access.OPEN, docs::openApi);
    routes.read("/docs", Access.OPEN, docs::page);
    routes.read("/docs/page.js", Access.OPEN, docs::pageScript);
    routes.read("/docs/swagger-ui-bundle.js", Access.OPEN, docs::viewerScript);
    routes.read("/docs/swagger-ui.css", Access.OPEN, docs::viewerStyle);
  }

  /** HEAD takes the same way as GET, key and limit included; Jetty leaves the body out. */
  private void read(String path, Access access, Handler handler) {
    routes.get(path, handler, access);
    routes.head(path, handler, access);
  }
}
