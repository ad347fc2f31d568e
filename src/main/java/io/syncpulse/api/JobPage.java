package io.syncpulse.api;

import java.util.List;

/**
 * Some jobs of a connection, newest first.
 *
 * @param next where the next page begins; null when this is the last
 */
record JobPage(List<Job> jobs, Cursor next) {}
