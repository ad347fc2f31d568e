package io.syncpulse.api;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What one request asks of the connections of an organization.
 *
 * @param window over what time their metrics are
 * @param order which of them come first
 * @param sourceTypes only connections of one of these; empty for all
 * @param search only connections with this text, in either case, in the name or the readable id of
 *     their collection or in their source type, or at the beginning of their id; null for all
 * @param limit most connections to return, 1 to 1000
 * @param cursor only connections after this place; null for the first page
 */
record ConnectionsQuery(
    Window window,
    ConnectionOrder order,
    List<String> sourceTypes,
    String search,
    int limit,
    RankCursor cursor) {

  private static final Pattern BEGINNING_OF_ID = Pattern.compile("[0-9a-fA-F-]{1,36}");

  /**
   * Reads and checks a request. Parameters that are not known are ignored.
   *
   * @throws InvalidRequestException with all that is wrong
   */
  static ConnectionsQuery parse(QueryString query) {
    Parameters parameters = new Parameters(query);
    ConnectionOrder order =
        parameters.choice("sort", ConnectionOrder.BY_NAME, ConnectionOrder.SUCCESS_RATE);
    ConnectionsQuery parsed =
        new ConnectionsQuery(
            parameters.window(),
            order,
            parameters.texts("source_type"),
            parameters.text("search"),
            parameters.limit(),
            parameters.cursor(text -> RankCursor.parse(order, text)));
    parameters.check();
    return parsed;
  }

  /** Whether the beginning of an id is sought, too: what is no part of one need not be compared. */
  boolean seeksId() {
    return search != null && BEGINNING_OF_ID.matcher(search).matches();
  }

  /** The address of the page that follows a place. */
  String pageAfter(RankCursor place) {
    Address address =
        new Address("/source-connections")
            .with("window", window.text())
            .with("sort", order.wireName())
            .with("limit", limit);
    sourceTypes.forEach(type -> address.with("source_type", type));
    return address.with("search", search).with("cursor", place.text()).toString();
  }
}
