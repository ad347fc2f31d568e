package io.syncpulse.api;

import java.util.List;

/**
 * One thing that is wrong with a request, in the form that FastAPI gives it.
 *
 * @param loc where: {@code path} or {@code query}, the name, and the index if there are several
 * @param msg what is wrong, for people
 * @param type what is wrong, for programs
 */
record Problem(List<Object> loc, String msg, String type) {}
